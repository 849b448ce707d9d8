"""System calls by name, sorted by what they are for, and their numbers on two processors.

Numbers from the kernel's own headers (asm/unistd_64.h, asm-generic/unistd.h).
"""

from __future__ import annotations

# What computing needs.
COMPUTE = (
    "read write close fstat poll lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask "
    "rt_sigreturn pread64 pwrite64 readv writev pipe select sched_yield mremap msync mincore "
    "madvise dup dup2 nanosleep getpid exit uname fsync fdatasync ftruncate getcwd chdir "
    "umask gettimeofday getrlimit getrusage sysinfo times getuid getgid geteuid getegid "
    "getppid getpgrp getgroups sigaltstack statfs fstatfs arch_prctl gettid time futex "
    "sched_getaffinity set_tid_address restart_syscall fadvise64 clock_gettime clock_getres "
    "clock_nanosleep exit_group get_mempolicy pselect6 ppoll set_robust_list eventfd2 "
    "epoll_create1 epoll_ctl epoll_wait epoll_pwait dup3 pipe2 getcpu getrandom memfd_create "
    "membarrier rseq futex_waitv sched_getparam sched_getscheduler getpgid getsid "
)
# What works on files; Landlock says on which.
FILES = (
    "open stat lstat access getdents getdents64 rename mkdir rmdir unlink readlink openat "
    "mkdirat newfstatat unlinkat renameat renameat2 readlinkat faccessat faccessat2 statx "
)
# What reaches other processes, machines, or the system itself.
OTHERS = (
    "flock fallocate utimensat utime utimes futimesat sync_file_range fork vfork clone3 "
    "execve execveat wait4 waitid kill tkill rt_sigqueueinfo rt_tgsigqueueinfo "
    "pidfd_send_signal pidfd_open pidfd_getfd ptrace process_vm_readv process_vm_writev kcmp "
    "process_madvise socket connect accept accept4 sendto recvfrom sendmsg recvmsg sendmmsg "
    "recvmmsg bind listen shutdown getsockname getpeername socketpair setsockopt getsockopt "
    "shmget shmat shmctl shmdt semget semop semctl msgget msgsnd msgrcv msgctl mq_open "
    "mq_unlink link linkat symlink symlinkat truncate chmod fchmod fchmodat fchmodat2 chown "
    "fchown lchown fchownat mknod mknodat chroot pivot_root mount umount2 move_mount "
    "open_tree fsopen fsconfig fsmount mount_setattr setxattr lsetxattr fsetxattr unshare "
    "setns setuid setgid setreuid setregid setresuid setresgid setgroups setfsuid setfsgid "
    "capset setpgid setsid setrlimit setpriority sched_setaffinity sched_setscheduler "
    "sched_setparam sched_setattr ioprio_set personality sethostname setdomainname "
    "settimeofday clock_settime adjtimex clock_adjtime reboot kexec_load init_module "
    "finit_module delete_module bpf perf_event_open userfaultfd io_uring_setup io_uring_enter "
    "io_uring_register keyctl add_key request_key quotactl acct swapon swapoff syslog "
    "open_by_handle_at name_to_handle_at inotify_init1 fanotify_init timer_create setitimer "
    "alarm mlock mlock2 mlockall memfd_secret landlock_create_ruleset landlock_add_rule "
    "landlock_restrict_self seccomp "
)
_X86_64 = (
    "read=0 write=1 close=3 fstat=5 poll=7 lseek=8 mmap=9 mprotect=10 munmap=11 brk=12 "
    "rt_sigaction=13 rt_sigprocmask=14 rt_sigreturn=15 pread64=17 pwrite64=18 readv=19 "
    "writev=20 pipe=22 select=23 sched_yield=24 mremap=25 msync=26 mincore=27 madvise=28 "
    "dup=32 dup2=33 nanosleep=35 getpid=39 exit=60 uname=63 fsync=74 fdatasync=75 "
    "ftruncate=77 getcwd=79 chdir=80 umask=95 gettimeofday=96 getrlimit=97 getrusage=98 "
    "sysinfo=99 times=100 getuid=102 getgid=104 geteuid=107 getegid=108 getppid=110 "
    "getpgrp=111 getgroups=115 sigaltstack=131 statfs=137 fstatfs=138 arch_prctl=158 "
    "gettid=186 time=201 futex=202 sched_getaffinity=204 set_tid_address=218 "
    "restart_syscall=219 fadvise64=221 clock_gettime=228 clock_getres=229 clock_nanosleep=230 "
    "exit_group=231 get_mempolicy=239 pselect6=270 ppoll=271 set_robust_list=273 eventfd2=290 "
    "epoll_create1=291 epoll_ctl=233 epoll_wait=232 epoll_pwait=281 dup3=292 pipe2=293 "
    "getcpu=309 getrandom=318 memfd_create=319 membarrier=324 rseq=334 futex_waitv=449 "
    "sched_getparam=143 sched_getscheduler=145 getpgid=121 getsid=124 open=2 stat=4 lstat=6 "
    "access=21 getdents=78 getdents64=217 rename=82 mkdir=83 rmdir=84 unlink=87 readlink=89 "
    "openat=257 mkdirat=258 newfstatat=262 unlinkat=263 renameat=264 renameat2=316 "
    "readlinkat=267 faccessat=269 faccessat2=439 statx=332 flock=73 fallocate=285 "
    "utimensat=280 utime=132 utimes=235 futimesat=261 sync_file_range=277 fork=57 vfork=58 "
    "clone3=435 execve=59 execveat=322 wait4=61 waitid=247 kill=62 tkill=200 "
    "rt_sigqueueinfo=129 rt_tgsigqueueinfo=297 pidfd_send_signal=424 pidfd_open=434 "
    "pidfd_getfd=438 ptrace=101 process_vm_readv=310 process_vm_writev=311 kcmp=312 "
    "process_madvise=440 socket=41 connect=42 accept=43 accept4=288 sendto=44 recvfrom=45 "
    "sendmsg=46 recvmsg=47 sendmmsg=307 recvmmsg=299 bind=49 listen=50 shutdown=48 "
    "getsockname=51 getpeername=52 socketpair=53 setsockopt=54 getsockopt=55 shmget=29 "
    "shmat=30 shmctl=31 shmdt=67 semget=64 semop=65 semctl=66 msgget=68 msgsnd=69 msgrcv=70 "
    "msgctl=71 mq_open=240 mq_unlink=241 link=86 linkat=265 symlink=88 symlinkat=266 "
    "truncate=76 chmod=90 fchmod=91 fchmodat=268 chown=92 fchown=93 lchown=94 fchownat=260 "
    "mknod=133 mknodat=259 chroot=161 pivot_root=155 mount=165 umount2=166 move_mount=429 "
    "open_tree=428 fsopen=430 fsconfig=431 fsmount=432 mount_setattr=442 setxattr=188 "
    "lsetxattr=189 fsetxattr=190 unshare=272 setns=308 setuid=105 setgid=106 setreuid=113 "
    "setregid=114 setresuid=117 setresgid=119 setgroups=116 setfsuid=122 setfsgid=123 "
    "capset=126 setpgid=109 setsid=112 setrlimit=160 setpriority=141 sched_setaffinity=203 "
    "sched_setscheduler=144 sched_setparam=142 sched_setattr=314 ioprio_set=251 "
    "personality=135 sethostname=170 setdomainname=171 settimeofday=164 clock_settime=227 "
    "adjtimex=159 clock_adjtime=305 reboot=169 kexec_load=246 init_module=175 "
    "finit_module=313 delete_module=176 bpf=321 perf_event_open=298 userfaultfd=323 "
    "io_uring_setup=425 io_uring_enter=426 io_uring_register=427 keyctl=250 add_key=248 "
    "request_key=249 quotactl=179 acct=163 swapon=167 swapoff=168 syslog=103 "
    "open_by_handle_at=304 name_to_handle_at=303 inotify_init1=294 fanotify_init=300 "
    "timer_create=222 setitimer=38 alarm=37 mlock=149 mlock2=325 mlockall=151 "
    "memfd_secret=447 landlock_create_ruleset=444 landlock_add_rule=445 "
    "landlock_restrict_self=446 seccomp=317 clone=56 tgkill=234 ioctl=16 prctl=157 "
    "prlimit64=302 fcntl=72 "
)
_AARCH64 = (
    "read=63 write=64 close=57 fstat=80 lseek=62 mmap=222 mprotect=226 munmap=215 brk=214 "
    "rt_sigaction=134 rt_sigprocmask=135 rt_sigreturn=139 pread64=67 pwrite64=68 readv=65 "
    "writev=66 sched_yield=124 mremap=216 msync=227 mincore=232 madvise=233 dup=23 "
    "nanosleep=101 getpid=172 exit=93 uname=160 fsync=82 fdatasync=83 ftruncate=46 getcwd=17 "
    "chdir=49 umask=166 gettimeofday=169 getrlimit=163 getrusage=165 sysinfo=179 times=153 "
    "getuid=174 getgid=176 geteuid=175 getegid=177 getppid=173 getgroups=158 sigaltstack=132 "
    "statfs=43 fstatfs=44 gettid=178 futex=98 sched_getaffinity=123 set_tid_address=96 "
    "restart_syscall=128 fadvise64=223 clock_gettime=113 clock_getres=114 clock_nanosleep=115 "
    "exit_group=94 get_mempolicy=236 pselect6=72 ppoll=73 set_robust_list=99 eventfd2=19 "
    "epoll_create1=20 epoll_ctl=21 epoll_pwait=22 dup3=24 pipe2=59 getcpu=168 getrandom=278 "
    "memfd_create=279 membarrier=283 rseq=293 futex_waitv=449 sched_getparam=121 "
    "sched_getscheduler=120 getpgid=155 getsid=156 getdents64=61 openat=56 mkdirat=34 "
    "newfstatat=79 unlinkat=35 renameat=38 renameat2=276 readlinkat=78 faccessat=48 "
    "faccessat2=439 statx=291 flock=32 fallocate=47 utimensat=88 sync_file_range=84 "
    "clone3=435 execve=221 execveat=281 wait4=260 waitid=95 kill=129 tkill=130 "
    "rt_sigqueueinfo=138 rt_tgsigqueueinfo=240 pidfd_send_signal=424 pidfd_open=434 "
    "pidfd_getfd=438 ptrace=117 process_vm_readv=270 process_vm_writev=271 kcmp=272 "
    "process_madvise=440 socket=198 connect=203 accept=202 accept4=242 sendto=206 "
    "recvfrom=207 sendmsg=211 recvmsg=212 sendmmsg=269 recvmmsg=243 bind=200 listen=201 "
    "shutdown=210 getsockname=204 getpeername=205 socketpair=199 setsockopt=208 "
    "getsockopt=209 shmget=194 shmat=196 shmctl=195 shmdt=197 semget=190 semop=193 semctl=191 "
    "msgget=186 msgsnd=189 msgrcv=188 msgctl=187 mq_open=180 mq_unlink=181 linkat=37 "
    "symlinkat=36 truncate=45 fchmod=52 fchmodat=53 fchown=55 fchownat=54 mknodat=33 "
    "chroot=51 pivot_root=41 mount=40 umount2=39 move_mount=429 open_tree=428 fsopen=430 "
    "fsconfig=431 fsmount=432 mount_setattr=442 setxattr=5 lsetxattr=6 fsetxattr=7 unshare=97 "
    "setns=268 setuid=146 setgid=144 setreuid=145 setregid=143 setresuid=147 setresgid=149 "
    "setgroups=159 setfsuid=151 setfsgid=152 capset=91 setpgid=154 setsid=157 setrlimit=164 "
    "setpriority=140 sched_setaffinity=122 sched_setscheduler=119 sched_setparam=118 "
    "sched_setattr=274 ioprio_set=30 personality=92 sethostname=161 setdomainname=162 "
    "settimeofday=170 clock_settime=112 adjtimex=171 clock_adjtime=266 reboot=142 "
    "kexec_load=104 init_module=105 finit_module=273 delete_module=106 bpf=280 "
    "perf_event_open=241 userfaultfd=282 io_uring_setup=425 io_uring_enter=426 "
    "io_uring_register=427 keyctl=219 add_key=217 request_key=218 quotactl=60 acct=89 "
    "swapon=224 swapoff=225 syslog=116 open_by_handle_at=265 name_to_handle_at=264 "
    "inotify_init1=26 fanotify_init=262 timer_create=107 setitimer=103 mlock=228 mlock2=284 "
    "mlockall=230 memfd_secret=447 landlock_create_ruleset=444 landlock_add_rule=445 "
    "landlock_restrict_self=446 seccomp=277 clone=220 tgkill=131 ioctl=29 prctl=167 "
    "prlimit64=261 fcntl=25 "
)


def _table(text: str) -> dict[str, int]:
    return {name: int(number) for name, _, number in (one.partition("=") for one in text.split())}


# machine: (its number in struct seccomp_data, linux/audit.h; numbers by name)
TABLES = {
    "x86_64": (0xC000003E, _table(_X86_64)),
    "aarch64": (0xC00000B7, _table(_AARCH64)),
}
