# Builds what ./naze starts, and names it in .naze/current. ./naze reads this file in a subshell,
# so its variables and functions are at hand here.
#
# Ends with 0 where there is something to run, else with 3 after a line that says what to do.
# shellcheck shell=sh disable=SC2154 # top, state, jdk, dist: ./naze sets them

# shellcheck source=cli/src/build/jdk.sh
. "$top/cli/src/build/jdk.sh"

fail() {
    say "$@"
    exit 3
}

main() {
    is_writable || use_what_is_there
    umask 022
    mkdir -p "$state" || exit 3
    lock
    recall
    ! is_current || exit 0
    find_jdk || exit 3
    find_maven || exit 3
    build
}

# Maven writes beside the sources.
is_writable() {
    for folder in . .naze .naze/lock core core/target linux linux/target server server/target \
        cli cli/target; do
        [ ! -e "$top/$folder" ] || [ -w "$top/$folder" ] || return
    done
}

use_what_is_there() {
    if [ -r "$dist/naze.jar" ] && [ -x "$jdk/bin/java" ]; then
        say "built from older sources or for another JDK, and not yours to build anew: $top"
        exit 0
    fi
    fail "not built yet, and $top is not writable: run $top/naze once as its owner, $(owner)"
}

owner() {
    # shellcheck disable=SC2012 # stat's options differ between Linux and macOS
    ls -ld "$top" | awk '{print $3}'
}

# Two first calls at the same time: one builds, the other waits and finds it built.
lock() {
    if command -v flock >/dev/null; then
        exec 9>>"$state/lock"
        flock -n 9 || {
            progress 'another call is building, waiting for it'
            flock 9
        }
    else
        lock_by_folder
    fi
}

# macOS has no flock(1).
lock_by_folder() {
    until mkdir "$state/lock.held" 2>/dev/null; do
        holder=$(cat "$state/lock.held/pid" 2>/dev/null)
        if [ -n "$holder" ] && ! ps -p "$holder" >/dev/null; then
            mv "$state/lock.held" "$state/lock.stale.$holder" && rm -rf "$state/lock.stale.$holder"
        else
            sleep 1
        fi
    done
    trap 'rm -rf "$state/lock.held"' EXIT
    # The pid of the subshell itself: $$ is ./naze's, which is the same one's life here.
    echo $$ >"$state/lock.held/pid"
}

progress() {
    [ ! -t 2 ] || say "$@"
}

# The JVM takes the AOT cache only under the options under which it was made. What each is worth:
# docs/decisions/0002-startup.md. That a cache is missing or damaged is nobody's concern, so the
# JVM keeps quiet about it; whatever else it has to say goes to standard error.
set_options() {
    options='-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=10 -XX:-UsePerfData -Xms10m -Xmn6m -Xmx256m'
    options="$options -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED"
    # Addresses in the system's order, as other clients get them (RFC 6724).
    options="$options -Djava.net.preferIPv6Addresses=system"
    options="$options -XX:+DisplayVMOutputToStderr"
    options="$options -Xlog:disable -Xlog:all=error,aot*=off,cds*=off:stderr"
}

build() {
    set_options
    log=$state/build.log
    name=dist-$(date +%s)-$$
    dist=$state/$name
    mkdir "$dist" || exit 3
    # Before any source is read: what changes during the build counts as newer.
    : >"$dist/started"
    progress 'building, which takes a minute the first time and downloads what it needs'
    {
        compile && pack
    } >"$log" 2>&1 </dev/null || {
        rm -rf "$dist"
        give_back
        maven_errors "$log" | head -n 15 >&2
        fail "the build failed; all of it: $log"
    }
    train >>"$log" 2>&1 </dev/null || true
    publish
}

# A home that can't be written to (a service's user, a read-only system) has no place for what
# Maven downloads.
compile() {
    maven || {
        grep -Eq 'AccessDenied|Permission denied|Read-only|create.*repository' "$log" &&
            maven "-Dmaven.repo.local=$state/m2"
    }
}

maven() (
    cd "$top" && JAVA_HOME=$jdk mvn -B -q -Dstyle.color=never "$@" \
        -pl cli -am -Dquick -Dmaven.test.skip=true process-classes
)

pack() {
    "$jdk/bin/java" "$top/cli/src/build/Pack.java" "$dist/naze.jar" \
        "$top/cli/target/classes:$(cat "$top/cli/target/classpath")"
}

# Without the cache the command starts slower, and is the same. What the JVM would record of hot
# methods for its compiler is worth nothing to a command that is over before it compiles.
train() (
    unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
    # shellcheck disable=SC2086 # several words
    "$jdk/bin/java" $options -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining \
        -XX:AOTCacheOutput="$dist/naze.aot" -cp "$dist/naze.jar" org.naze.cli.Training
)

publish() {
    version=$(grep '^JAVA_RUNTIME_VERSION=' "$jdk/release" || grep '^JAVA_VERSION=' "$jdk/release")
    printf '%s\n' "$jdk" "$version" "$options" "$name" >"$state/current.new"
    mv -f "$state/current.new" "$state/current"
    # A running command may still read from the one before.
    # shellcheck disable=SC2012 # the names are ours
    ls -dt "$state"/dist-* | tail -n +4 | while read -r old; do
        rm -rf "$old"
    done
    give_back
}

# `sudo ./naze` must not leave folders to the owner of the sources that only root may write to.
give_back() {
    [ "$(id -u)" != 0 ] || [ "$(owner)" = root ] ||
        chown -R "$(owner)" "$state" "$top"/*/target 2>/dev/null || true
}

main
