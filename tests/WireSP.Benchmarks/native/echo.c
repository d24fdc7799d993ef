// The floor for a server of small messages: one thread, epoll, and for each length-prefixed message that arrives the same
// reply, with the request's id in its responseTo. Prints its port and serves until its standard input ends.
//
//   message: int32 length | int32 requestId | int32 responseTo | int32 opCode | …
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { BUFFER_BYTES = 65536, EVENTS = 256, CONNECTIONS = 4096 };

struct connection {
    int filled;
    char bytes[BUFFER_BYTES];
};

static struct connection *connections[CONNECTIONS];
static char reply[4096];
static int reply_length;

static void answer(int fd, struct connection *c) {
    static char out[BUFFER_BYTES];
    int used = 0, written = 0;
    for (;;) {
        int32_t length;
        if (c->filled - used < 16) break;
        memcpy(&length, c->bytes + used, 4);
        if (length < 16 || length > BUFFER_BYTES || c->filled - used < length) break;
        memcpy(out + written, reply, reply_length);
        memcpy(out + written + 8, c->bytes + used + 4, 4);
        written += reply_length;
        used += length;
        if (written + reply_length > BUFFER_BYTES) {
            if (write(fd, out, written) != written) exit(1);
            written = 0;
        }
    }
    memmove(c->bytes, c->bytes + used, c->filled - used);
    c->filled -= used;
    if (written > 0 && write(fd, out, written) != written) exit(1);
}

int main(int argc, char **argv) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t address_length = sizeof address;
    int one = 1, listener = socket(AF_INET, SOCK_STREAM, 0), poll = epoll_create1(0);
    reply_length = argc > 1 ? atoi(argv[1]) : 350;
    if (reply_length < 16 || reply_length > (int)sizeof reply) return 2;
    memcpy(reply, &(int32_t){reply_length}, 4);
    memcpy(reply + 12, &(int32_t){2013}, 4);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 1024)) return 1;
    getsockname(listener, (struct sockaddr *)&address, &address_length);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[EVENTS];
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
    event.data.fd = 0;
    epoll_ctl(poll, EPOLL_CTL_ADD, 0, &event);
    for (;;) {
        int ready = epoll_wait(poll, events, EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            int fd = events[i].data.fd;
            if (fd == 0) return 0;
            if (fd == listener) {
                int accepted = accept(listener, 0, 0);
                if (accepted < 0 || accepted >= CONNECTIONS) return 1;
                setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                connections[accepted] = calloc(1, sizeof(struct connection));
                event = (struct epoll_event){.events = EPOLLIN, .data.fd = accepted};
                epoll_ctl(poll, EPOLL_CTL_ADD, accepted, &event);
                continue;
            }
            struct connection *c = connections[fd];
            ssize_t count = read(fd, c->bytes + c->filled, BUFFER_BYTES - c->filled);
            if (count <= 0) {
                close(fd);
                free(c);
                connections[fd] = 0;
                continue;
            }
            c->filled += count;
            answer(fd, c);
        }
    }
}
