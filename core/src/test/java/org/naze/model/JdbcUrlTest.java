package org.naze.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "jdbc:mysql://db/shop mysql://db:3306/shop",
                "jdbc:mysql://db:3307/shop?user=u&password=hunter2 mysql://db:3307/shop",
                "jdbc:mysql:loadbalance://a:1,b/shop mysql://a:1,b:3306/shop",
                "jdbc:mysql://u:hunter2@[a:1,b:2]/shop mysql://a:1,b:2/shop",
                "jdbc:mysql://[2001:db8::7]:1/shop mysql://[2001:db8::7]:1/shop",
                "jdbc:mysql://address=(host=a)(port=1)(password=hunter2),address=(host=b)/shop"
                        + " mysql://a:1,b:3306",
                "jdbc:mysql://(host=a,port=1,user=u),(port=9,host=b)/shop mysql://a:1,b:3306",
                "jdbc:mysql:///shop mysql://localhost:3306/shop",
                "JDBC:MariaDB://db/shop mysql://db:3306/shop",
                "jdbc:postgresql://a:1,b/shop?ssl=true postgresql://a:1,b:5432/shop",
                "jdbc:postgresql:shop postgresql://localhost:5432/shop",
                "jdbc:postgresql:///shop postgresql://localhost:5432/shop",
                "jdbc:sqlserver://db;databaseName=shop;password=hunter2 sqlserver://db:1433",
                "jdbc:sqlserver://db:1500;encrypt=true sqlserver://db:1500",
                "jdbc:sqlserver://db\\inst:1500;encrypt=true sqlserver://db:1500",
                "jdbc:sqlserver://db\\MSSQLSERVER sqlserver://db:1433",
                "jdbc:sqlserver://db\\inst;portNumber=1500 sqlserver://db:1500",
                "jdbc:sqlserver://;serverName=db;port=1500;password=hunter2 sqlserver://db:1500",
                "jdbc:sqlserver://;serverName=2001:db8::7 sqlserver://[2001:db8::7]:1433",
                "jdbc:jtds:sqlserver://db:1500/shop;user=u sqlserver://db:1500",
                "jdbc:oracle:thin:@db:1522:ORCL oracle://db:1522",
                "jdbc:oracle:thin:scott/hunter2@db:1522:ORCL oracle://db:1522",
                "jdbc:oracle:thin:@db:1522/service oracle://db:1522",
                "jdbc:oracle:thin:@//db/service oracle://db:1521",
                "jdbc:oracle:thin:@tcps://db:2484/service?ssl=1 oracle://db:2484",
                "jdbc:oracle:thin:@[2001:db8::7]:1521/service oracle://[2001:db8::7]:1521",
                "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS_LIST=(ADDRESS=(PROTOCOL=TCP)(HOST=a)(PORT=1))"
                        + "(ADDRESS=(HOST=b)(PORT=2)))(CONNECT_DATA=(SERVICE_NAME=s)))"
                        + " oracle://a:1,b:2",
                "jdbc:db2://db:50001/shop:user=u;password=hunter2; db2://db:50001/shop:user=u",
                "jdbc:h2:tcp://db/~/shop h2://db:9092/~/shop",
                "jdbc:hsqldb:hsql://db/shop hsqldb://db:9001/shop",
                "jdbc:derby://db/shop;create=true derby://db:1527/shop",
                "jdbc:clickhouse://db/shop clickhouse://db:8123/shop",
                "jdbc:sybase:Tds:db:5001 sybase://db:5001",
            })
    void readsEachDriversManner(String text, String uri) {
        Target target = TargetParser.parse(text);

        assertThat(target.uri()).isEqualTo(uri);
        assertThat(target.toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:, jdbc-unknown",
        "jdbc:nosuch://h:1/x, jdbc-unknown",
        "jdbc:h2:mem:x, jdbc-embedded",
        "jdbc:sqlite:/x.db, jdbc-embedded",
        "jdbc:derby:shop, jdbc-embedded",
        "jdbc:sqlserver://db\\inst;user=u, sqlserver-instance",
        "jdbc:sqlserver://db;instanceName=inst, sqlserver-instance",
        "jdbc:oracle:thin:@tnsname, oracle",
        "jdbc:oracle:thin:, oracle",
        "jdbc:mysql://h:99999/x, port-range",
        "jdbc:mysql://u:hunter/2@h/x, credentials",
    })
    void saysWhatIsWrong(String text, String key) {
        assertThatThrownBy(() -> TargetParser.parse(text))
                .isInstanceOfSatisfying(
                        TargetException.class,
                        e -> {
                            assertThat(e.key()).isEqualTo(key);
                            assertThat(e.getMessage()).doesNotContain("hunter");
                        });
    }
}
