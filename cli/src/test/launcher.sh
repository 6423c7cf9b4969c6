#!/usr/bin/env bash
# Tests ./naze as a person meets it: in a copy of the sources, under a path with blanks, built by
# the first call. Where a test is about the way to the JVM, a script that tells how it was called
# takes the JVM's place.
set -u

sources=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
scratch=$(mktemp -d) && chmod 755 "$scratch" || exit 3
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM HUP
copy="$scratch/a folder/naze"
naze=$copy/naze
out=$scratch/out err=$scratch/err
passed=0 failed=0 skipped=0

main() {
    copy_sources "$copy"
    in_turn first_calls_side_by_side training_ran_to_its_end packed_classes_behave_as_compiled \
        second_call_builds_nothing unknown_option_is_status_2 \
        cache_missing cache_truncated cache_unreadable cache_of_another_jdk \
        empty_environment jvm_options_of_others_do_not_show \
        build_leaves_standard_input_alone broken_source_is_status_3 \
        old_build_serves_who_may_not_renew_it no_build_and_no_right_to_make_one \
        no_maven jdk_too_old \
        arguments_untouched status_passes_through signal_reaches_the_jvm \
        jvm_options_are_handed_on symbolic_links
    echo "$passed passed, $failed failed, $skipped skipped"
    [ $failed = 0 ]
}

copy_sources() {
    mkdir -p "$1" && cd "$sources" || exit 3
    tar -cf - --exclude=target --exclude=.naze --exclude=.git . |
        tar -xf - --no-same-owner -C "$1"
}

# Each test is a function; it says with `is` what it expects.
in_turn() {
    local name
    for name; do
        problem='' is_skipped=no
        "$name"
        if [ "$is_skipped" = yes ]; then
            skipped=$((skipped + 1)) && echo "skip $name: it takes root"
        elif [ -z "$problem" ]; then
            passed=$((passed + 1)) && echo "ok   $name"
        else
            failed=$((failed + 1)) && echo "FAIL $name:$problem"
        fi
    done
}

is() {
    [ "$2" = "$3" ] || problem="$problem $1 expected <$2> but was <$3>;"
}

run() {
    "$@" >"$out" 2>"$err" </dev/null
    status=$?
}

# `naze --version` is right, and says nothing else.
is_version() {
    run "$@" --version
    is status 0 "$status"
    is output "$version" "$(cat "$out")"
    is errors '' "$(cat "$err")"
}

# One line on standard error that has these words, and status 3.
is_refusal() {
    is status 3 "$status"
    is output '' "$(cat "$out")"
    is 'lines of errors' 1 "$(wc -l <"$err")"
    grep -q -- "$1" "$err" || is error "$1" "$(cat "$err")"
}

build_name() {
    sed -n 4p "$copy/.naze/current"
}

first_calls_side_by_side() {
    "$naze" --version >"$out" 2>"$err" </dev/null &
    local first=$!
    version=$("$naze" --version 2>"$err.2" </dev/null)
    is 'status of the second' 0 $?
    wait $first
    is 'status of the first' 0 $?
    is errors '' "$(cat "$err" "$err.2")"
    is 'output of the first' "$version" "$(cat "$out")"
    [ -n "$version" ] || is version something nothing
}

# Without it the build is as good and the start slow, so nothing else would tell.
training_ran_to_its_end() {
    is 'end of the log' 'AOT cache made' \
        "$(grep -q 'AOTCache creation is complete' "$copy/.naze/build.log" && echo 'AOT cache made')"
    is exceptions '' "$(grep 'Exception in thread' "$copy/.naze/build.log")"
}

packed_classes_behave_as_compiled() {
    local jdk compiled=$scratch/compiled packed=$scratch/packed.jar
    jdk=$(sed -n 1p "$copy/.naze/current")
    "$jdk/bin/javac" -d "$compiled" "$sources/cli/src/test/packed/Sample.java"
    run "$jdk/bin/java" "$sources/cli/src/build/Pack.java" "$packed" "$compiled"
    is 'status of packing' 0 "$status"
    run "$jdk/bin/java" -Xlog:class+load:stderr -cp "$packed" Sample
    is output "$("$jdk/bin/java" -cp "$compiled" Sample)" "$(cat "$out")"
    is 'lines of output' 45 "$(wc -l <"$out")"
    is 'calls that are linked late' 0 "$(grep -c 'ObjectMethods\|TypeSwitch' "$err")"
}

second_call_builds_nothing() {
    local before
    before=$(build_name)
    is_version "$naze"
    is build "$before" "$(build_name)"
}

unknown_option_is_status_2() {
    run "$naze" --no-such-option
    is status 2 "$status"
    is output '' "$(cat "$out")"
}

cache_missing() {
    with_cache rm
}

cache_truncated() {
    with_cache truncate -s 1000000
}

cache_unreadable() {
    with_cache truncate -s 0
}

cache_of_another_jdk() {
    with_cache one_byte_of_the_jdks_name
}

# The head of a cache names the JDK that made it.
one_byte_of_the_jdks_name() {
    local offset
    offset=$(LC_ALL=C grep -abo -m 1 '64-Bit Server VM' "$1" | head -n 1 | cut -d : -f 1)
    [ -n "$offset" ] || is 'name of the JDK in the cache' there missing
    printf X | dd of="$1" bs=1 seek="$offset" conv=notrunc 2>/dev/null
}

with_cache() {
    local cache
    cache="$copy/.naze/$(build_name)/naze.aot"
    cp "$cache" "$scratch/naze.aot"
    "$@" "$cache"
    is_version "$naze"
    cp "$scratch/naze.aot" "$cache"
}

empty_environment() {
    is_version env -i "$naze"
}

jvm_options_of_others_do_not_show() {
    is_version env JAVA_TOOL_OPTIONS=-Xmx1m JDK_JAVA_OPTIONS=-version _JAVA_OPTIONS=-Dx=y "$naze"
}

build_leaves_standard_input_alone() {
    touch "$copy/core/pom.xml"
    is 'rest of the input' line "$(echo line | { "$naze" --version >/dev/null && cat; })"
    is_version "$naze"
}

broken_source_is_status_3() {
    local broken=$copy/core/src/main/java/Broken.java
    echo 'class Broken {' >"$broken"
    run "$naze" --version
    is status 3 "$status"
    is output '' "$(cat "$out")"
    grep -q 'Broken.java.*reached end of file' "$err" || is error 'the line' "$(cat "$err")"
    grep -q 'the build failed.*build\.log' "$err" || is error 'the log' "$(cat "$err")"
    rm "$broken"
    is_version "$naze"
}

as_nobody() {
    [ "$(id -u)" = 0 ] || is_skipped=yes
    [ "$is_skipped" = yes ] || run setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}

old_build_serves_who_may_not_renew_it() {
    touch "$copy/core/pom.xml"
    as_nobody "$naze" --version
    [ "$is_skipped" = no ] || return
    is status 0 "$status"
    is output "$version" "$(cat "$out")"
    is 'lines of errors' 1 "$(wc -l <"$err")"
    is_version "$naze"
}

no_build_and_no_right_to_make_one() {
    copy_sources "$scratch/unbuilt"
    as_nobody "$scratch/unbuilt/naze" --version
    [ "$is_skipped" = yes ] || is_refusal 'as its owner'
}

no_maven() {
    mkdir "$scratch/bin"
    ln -s /usr/bin/* /bin/* /usr/sbin/* "$scratch/bin/" 2>/dev/null
    rm -f "$scratch/bin/mvn"
    copy_sources "$scratch/unbuilt"
    run env PATH="$scratch/bin" "$scratch/unbuilt/naze" --version
    is_refusal 'apt-get install maven'
}

jdk_too_old() {
    mkdir -p "$scratch/jdk-17/bin"
    touch "$scratch/jdk-17/bin/javac" && chmod +x "$scratch/jdk-17/bin/javac"
    echo 'JAVA_VERSION="17.0.1"' >"$scratch/jdk-17/release"
    run env NAZE_JAVA_HOME="$scratch/jdk-17" "$naze" --version
    is_refusal "no JDK 25"
}

# From here on a script takes the JVM's place.
java_is() {
    local jdk=$scratch/jdk
    mkdir -p "$jdk/bin"
    sed -n 2p "$copy/.naze/current" >"$jdk/release"
    printf '#!/bin/sh\n%s\n' "$1" >"$jdk/bin/java" && chmod +x "$jdk/bin/java"
    sed -i "1s|.*|$jdk|" "$copy/.naze/current"
}

# Each argument on a line of its own, those to the JVM left out.
# shellcheck disable=SC2016 # the script expands them
arguments='until [ "$1" = org.naze.cli.Main ]; do shift; done; shift; printf "<%s>\n" "$@"'

# shellcheck disable=SC2016 # nothing may expand them
arguments_untouched() {
    java_is "$arguments"
    run "$naze" '' 'two  words' '*' "it's" '"$HOME"' '\n' -- $'a\nb'
    is output "$(printf '<%s>\n' '' 'two  words' '*' "it's" '"$HOME"' '\n' -- $'a\nb')" \
        "$(cat "$out")"
}

status_passes_through() {
    java_is 'exit 42'
    run "$naze"
    is status 42 "$status"
}

# The pid that a caller knows is the JVM's own.
signal_reaches_the_jvm() {
    java_is 'echo $$; exec sleep 60'
    mkfifo "$scratch/pid"
    "$naze" >"$scratch/pid" 2>/dev/null </dev/null &
    local started=$! told
    read -r told <"$scratch/pid"
    is pid $started "$told"
    kill -TERM "$told"
    wait $started 2>/dev/null
    is status 143 $?
}

jvm_options_are_handed_on() {
    java_is 'env | grep _OPTIONS | sort'
    run env JAVA_TOOL_OPTIONS='-Da=b c' _JAVA_OPTIONS="it's" JDK_JAVA_OPTIONS= "$naze"
    is output "$(printf '%s\n' NAZE_KEPT_JAVA_TOOL_OPTIONS='-Da=b c' NAZE_KEPT_JDK_JAVA_OPTIONS= \
        NAZE_KEPT__JAVA_OPTIONS="it's" | sort)" "$(cat "$out")"
}

symbolic_links() {
    java_is 'echo here'
    mkdir -p "$scratch/links/bin"
    ln -s "$naze" "$scratch/links/naze"
    ln -s ../naze "$scratch/links/bin/why"
    local call
    for call in "$scratch/links/bin/why" links/bin/why ../"${scratch##*/}"/links/naze 'sh links/naze'; do
        # shellcheck disable=SC2086 # one call has two words
        run eval "cd '$scratch' && $call"
        is "output of $call" here "$(cat "$out")"
    done
    PATH=$scratch/links/bin:$PATH run why
    is 'output by PATH' here "$(cat "$out")"
    run eval "cd '$copy' && sh naze"
    is 'output of sh naze' here "$(cat "$out")"
}

main
