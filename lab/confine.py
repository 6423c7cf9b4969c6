#!/usr/bin/python3
"""Runs a command with less than its user's rights to connect, as a service's sandbox would.

usage: confine.py GROUP KIND [ARGUMENT...] -- COMMAND...

GROUP is the control group to make for the kinds that need one; whoever calls takes it away.

  landlock [PORT...]          TCP to these ports alone (Landlock)
  seccomp                     no connect(2) at all
  families                    no socket(2) but Unix ones, as RestrictAddressFamilies=AF_UNIX
  connect4 [ADDRESS]          a program of the group forbids connects, to the address or to all
  egress [ADDRESS [NAME]]     one throws away what goes there
  ingress [ADDRESS [NAME]]    one throws away what comes from there
"""

import ctypes
import os
import platform
import socket
import struct
import sys

LIBC = ctypes.CDLL(None, use_errno=True)
X86 = platform.machine() == "x86_64"
CONNECT, SOCKET, BPF = (42, 41, 321) if X86 else (203, 198, 280)
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446
MOUNTS = "/sys/fs/cgroup", "/sys/fs/cgroup/unified"
PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 22, 38


def checked(what, result):
    if result < 0:
        sys.exit(f"{what}: {os.strerror(ctypes.get_errno())}")
    return result


def call(what, number, *arguments):
    longs = [ctypes.c_long(each) for each in (number, *arguments)]
    return checked(what, LIBC.syscall(*longs))


def no_new_privileges():
    checked("prctl", LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))


def landlock(ports):
    """struct landlock_ruleset_attr: file system, network; bit 1 of the latter is connect."""
    ruleset = ctypes.create_string_buffer(struct.pack("QQ", 0, 2), 16)
    fd = call("landlock_create_ruleset", LANDLOCK_CREATE, ctypes.addressof(ruleset), 16, 0)
    for port in ports:
        rule = ctypes.create_string_buffer(struct.pack("QQ", 2, int(port)), 16)
        call("landlock_add_rule", LANDLOCK_ADD, fd, 2, ctypes.addressof(rule), 0)
    no_new_privileges()
    call("landlock_restrict_self", LANDLOCK_RESTRICT, fd, 0)


def seccomp(filters):
    """Instructions of struct sock_filter: code, jump if true, jump if false, constant."""
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *each) for each in filters))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(filters), ctypes.addressof(code)))
    no_new_privileges()
    checked("seccomp", LIBC.prctl(PR_SET_SECCOMP, 2, ctypes.c_void_p(ctypes.addressof(program)), 0, 0))


def no_connect():
    eperm = 0x50000 | 1
    seccomp([(0x20, 0, 0, 0), (0x15, 0, 1, CONNECT), (0x06, 0, 0, eperm), (0x06, 0, 0, 0x7FFF0000)])


def no_family():
    eafnosupport = 0x50000 | 97
    seccomp(
        [
            (0x20, 0, 0, 0),
            (0x15, 0, 3, SOCKET),
            (0x20, 0, 0, 16),
            (0x15, 1, 0, socket.AF_UNIX),
            (0x06, 0, 0, eafnosupport),
            (0x06, 0, 0, 0x7FFF0000),
        ]
    )


def instruction(opcode, registers=0, offset=0, constant=0):
    return struct.pack("<BBhI", opcode, registers, offset, constant)


def word(address):
    return struct.unpack("<I", socket.inet_aton(address))[0]


def verdict(load, address):
    """Loads the address's word into r0 if one is given; 0 forbids, 1 allows."""
    deny = instruction(0xB7, 0) + instruction(0x95)
    if not address:
        return deny
    allow = instruction(0xB7, 0, 0, 1) + instruction(0x95)
    # A comparison of 32 bits; equal skips what allows.
    return load + instruction(0x16, 0, 2, word(address)) + allow + deny


def of_socket(address):
    """struct bpf_sock_addr: user_family, user_ip4."""
    return verdict(instruction(0x61, 0x10, 4), address)


def of_packet(address, offset):
    """bpf_skb_load_bytes(packet, offset, stack, 4)."""
    load = (
        instruction(0xBF, 0xA3)
        + instruction(0x07, 3, 0, 0xFFFFFFF8)
        + instruction(0xB7, 2, 0, offset)
        + instruction(0xB7, 4, 0, 4)
        + instruction(0x85, 0, 0, 26)
        + instruction(0x61, 0xA0, -8)
    )
    return verdict(load, address)


def attach(group, program_type, attach_type, code, name):
    instructions = ctypes.create_string_buffer(code, len(code))
    licence = ctypes.create_string_buffer(b"GPL")
    attribute = ctypes.create_string_buffer(144)
    struct.pack_into(
        "IIQQ",
        attribute,
        0,
        program_type,
        len(code) // 8,
        ctypes.addressof(instructions),
        ctypes.addressof(licence),
    )
    struct.pack_into("15s", attribute, 48, name.encode())
    struct.pack_into("I", attribute, 68, attach_type)
    program = call("BPF_PROG_LOAD", BPF, 5, ctypes.addressof(attribute), 144)
    mount_groups()
    folder = made(group)
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    attribute = ctypes.create_string_buffer(struct.pack("IIII", fd, program, attach_type, 2), 144)
    call("BPF_PROG_ATTACH", BPF, 8, ctypes.addressof(attribute), 144)
    with open(folder + "/cgroup.procs", "w") as members:
        members.write("0")


def made(group):
    for mount in MOUNTS:
        if os.path.exists(mount + "/cgroup.controllers"):
            os.makedirs(f"{mount}/{group}", exist_ok=True)
            return f"{mount}/{group}"
    sys.exit("no second version of control groups")


def mount_groups():
    """ip-netns(8) lays a bare /sys over the machine's, in a mount namespace of its own."""
    if not any(os.path.exists(mount + "/cgroup.controllers") for mount in MOUNTS):
        checked("mount", LIBC.mount(b"none", MOUNTS[0].encode(), b"cgroup2", 0, None))


def confine(group, kind, arguments):
    address = arguments[0] if arguments and arguments[0] != "any" else None
    name = arguments[1] if len(arguments) > 1 else "naze_lab"
    if kind == "landlock":
        landlock(arguments)
    elif kind == "seccomp":
        no_connect()
    elif kind == "families":
        no_family()
    elif kind == "connect4":
        attach(group, 18, 10, of_socket(address), name)
    elif kind == "egress":
        attach(group, 8, 1, of_packet(address, 16), name)
    elif kind == "ingress":
        attach(group, 8, 0, of_packet(address, 12), name)
    else:
        sys.exit("unknown kind " + kind)


if __name__ == "__main__":
    before, command = sys.argv[1 : sys.argv.index("--")], sys.argv[sys.argv.index("--") + 1 :]
    confine(before[0], before[1], before[2:])
    os.execvp(command[0], command)
