# What ./naze's build, ./verify and ./bench need before anything else: a JDK 25, and Maven.
# shellcheck shell=sh

say() {
    printf 'naze: %s\n' "$*" >&2
}

# Sets jdk to the folder of a JDK 25 or newer, or says how to get one.
find_jdk() {
    if [ -n "${NAZE_JAVA_HOME-}" ]; then
        jdk=$NAZE_JAVA_HOME
        [ "$(release_of "$jdk")" -ge 25 ] || {
            say "NAZE_JAVA_HOME is no JDK 25 or newer: $jdk"
            return 1
        }
        return
    fi
    jdk=$(jdks | while read -r home; do
        [ "$(release_of "$home")" -lt 25 ] || {
            printf '%s\n' "$home"
            break
        }
    done)
    [ -n "$jdk" ] || {
        say 'needs a JDK 25, and found none (JAVA_HOME names one too):' \
            'apt-get install openjdk-25-jdk-headless (Debian 13, Ubuntu; for Debian 12 unpack one below /opt),' \
            'dnf install java-25-openjdk-devel (Fedora), brew install openjdk@25 (macOS)'
        return 1
    }
}

# Where JDKs usually are, those that the person chose before those that merely lie there.
jdks() {
    printf '%s\n' "${JAVA_HOME-}"
    java=$(readlink -f "$(command -v java)" 2>/dev/null)
    printf '%s\n' "${java%/bin/java}"
    for home in /usr/lib/jvm/*25* /usr/lib/jvm/* /opt/* "${HOME-}"/.sdkman/candidates/java/* \
        "${HOME-}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        printf '%s\n' "$home"
    done
}

# The feature release of the JDK in a folder, 0 where there is none.
release_of() {
    release=0
    if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
        release=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    fi
    printf '%s\n' "${release:-0}"
}

find_maven() {
    command -v mvn >/dev/null || {
        say 'building needs Maven: apt-get install maven (Debian),' \
            'dnf install maven (Fedora), brew install maven (macOS)'
        return 1
    }
}

# What went wrong in a log of Maven's, without the dozen lines that it adds about itself.
maven_errors() {
    grep -e '^\[ERROR\]' -e '^Exception in' -e '^[[:space:]]*at ' "$1" |
        grep -v -e '^\[ERROR\] *$' -e 'Help 1' -e '[Rr]e-run' -e '-rf :' -e 'you can resume' \
            -e 'For more information'
}
