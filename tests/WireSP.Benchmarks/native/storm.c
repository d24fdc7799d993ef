// A closed-loop client: so many connections on one thread, each sending the same message again as soon as the reply is
// whole. Reads the message from standard input; prints requests, seconds, and p50 and p99 of the latency in microseconds.
//
//   storm PORT CONNECTIONS SECONDS < message
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER_BYTES = 65536, CONNECTIONS_MAX = 1024, LATENCY_MAX_US = 1000000 };

struct connection {
    int fd, filled;
    double sent;
    char bytes[BUFFER_BYTES];
};

static char message[BUFFER_BYTES];
static int message_length;
static unsigned latencies[LATENCY_MAX_US];

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void send_one(struct connection *c) {
    c->sent = now();
    if (write(c->fd, message, message_length) != message_length) fail("write");
}

static void receive(struct connection *c, unsigned long *replies) {
    ssize_t count = read(c->fd, c->bytes + c->filled, BUFFER_BYTES - c->filled);
    if (count <= 0) fail("read");
    c->filled += count;
    int32_t length;
    if (c->filled < 16) return;
    memcpy(&length, c->bytes, 4);
    if (c->filled < length) return;
    if (c->filled != length) fail("more than one reply");
    unsigned long microseconds = (now() - c->sent) * 1e6;
    latencies[microseconds < LATENCY_MAX_US ? microseconds : LATENCY_MAX_US - 1]++;
    c->filled = 0;
    (*replies)++;
    send_one(c);
}

static unsigned quantile(unsigned long replies, double share) {
    unsigned long seen = 0;
    for (unsigned i = 0; i < LATENCY_MAX_US; i++) {
        seen += latencies[i];
        if (seen >= replies * share) return i;
    }
    return LATENCY_MAX_US;
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    int port = atoi(argv[1]), count = atoi(argv[2]), one = 1;
    double seconds = atof(argv[3]);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (count < 1 || count > CONNECTIONS_MAX) return 2;
    message_length = fread(message, 1, sizeof message, stdin);
    int poll = epoll_create1(0);
    for (int i = 0; i < count; i++) {
        struct connection *c = calloc(1, sizeof *c);
        c->fd = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(c->fd, (struct sockaddr *)&address, sizeof address)) fail("connect");
        setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
        epoll_ctl(poll, EPOLL_CTL_ADD, c->fd, &event);
        send_one(c);
    }
    unsigned long replies = 0;
    double began = now(), end = began + seconds;
    struct epoll_event events[256];
    while (now() < end) {
        int ready = epoll_wait(poll, events, 256, 1000);
        for (int i = 0; i < ready; i++) receive(events[i].data.ptr, &replies);
    }
    printf("%lu %f %u %u\n", replies, now() - began, quantile(replies, 0.5), quantile(replies, 0.99));
    return 0;
}
