/* The session of README.md through libmongoc. usage: orders URI */
#include <mongoc/mongoc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *solar_command =
  "{\"processStreamProcessor\": ["
  "  {\"$source\": {\"connectionName\": \"sample_stream_solar\","
  "               \"timeField\": {\"$dateFromString\": {\"dateString\": \"$timestamp\"}}}},"
  "  {\"$match\": {\"obs.watts\": {\"$gt\": 100}}},"
  "  {\"$tumblingWindow\": {\"interval\": {\"size\": 1, \"unit\": \"second\"}, \"pipeline\": ["
  "    {\"$group\": {\"_id\": \"$group_id\", \"n\": {\"$sum\": 1},"
  "                \"avg\": {\"$avg\": \"$obs.watts\"}, \"max\": {\"$max\": \"$obs.temp\"}}}]}}]}";

static const char *create_command =
  "{\"createStreamProcessor\": \"orders\", \"options\": {}, \"pipeline\": ["
  "  {\"$source\": {\"connectionName\": \"kafka1\", \"topic\": \"orders\", \"timeField\": {\"$toDate\": \"$at\"}}},"
  "  {\"$tumblingWindow\": {\"interval\": {\"size\": 6, \"unit\": \"second\"}, \"pipeline\": ["
  "    {\"$group\": {\"_id\": \"$item\", \"n\": {\"$sum\": 1}, \"total\": {\"$sum\": \"$amount\"}}}]}},"
  "  {\"$emit\": {\"connectionName\": \"kafka1\", \"topic\": \"totals\"}}]}";

static mongoc_client_t *client;

/* Runs a command of the database admin and gives its reply; ends the program when it fails. */
static bson_t *run_bson (const bson_t *command)
{
  bson_t *reply = malloc (sizeof *reply);
  bson_error_t error;
  if (!mongoc_client_command_simple (client, "admin", command, NULL, reply, &error)) {
    fprintf (stderr, "%u %s\n", error.code, error.message);
    exit (1);
  }
  return reply;
}

static bson_t *run (const char *json)
{
  bson_error_t error;
  bson_t *command = bson_new_from_json ((const uint8_t *) json, -1, &error);
  if (!command) {
    fprintf (stderr, "%s\n", error.message);
    exit (1);
  }
  return run_bson (command);
}

static bson_iter_t find (const bson_t *document, const char *path)
{
  bson_iter_t iter, found;
  if (!bson_iter_init (&iter, document) || !bson_iter_find_descendant (&iter, path, &found)) {
    fprintf (stderr, "the reply has no %s\n", path);
    exit (1);
  }
  return found;
}

/* Prints the first field names of the first document that a sample cursor gives. */
static void print_first_sample (const char *label, const char *name, int64_t cursor, int names)
{
  const struct timespec pause = {0, 100 * 1000 * 1000};
  for (;;) {
    bson_t *reply = run_bson (BCON_NEW ("getMoreSampleStreamProcessor", BCON_UTF8 (name), "cursorId", BCON_INT64 (cursor)));
    bson_iter_t messages = find (reply, "messages"), message, field;
    if (bson_iter_recurse (&messages, &message) && bson_iter_next (&message) && bson_iter_recurse (&message, &field)) {
      printf ("%s:", label);
      for (; names > 0 && bson_iter_next (&field); names--) {
        printf (" %s", bson_iter_key (&field));
      }
      printf ("\n");
      return;
    }
    bson_iter_t next = find (reply, "cursorId");
    cursor = bson_iter_int64 (&next);
    nanosleep (&pause, NULL);
  }
}

static void print_connections (void)
{
  bson_t *reply = run ("{\"listStreamConnections\": 1, \"filter\": null}");
  bson_iter_t connections = find (reply, "connections"), connection, name;
  printf ("connections:");
  bson_iter_recurse (&connections, &connection);
  while (bson_iter_next (&connection)) {
    if (bson_iter_recurse (&connection, &name) && bson_iter_find (&name, "name")) {
      printf (" %s", bson_iter_utf8 (&name, NULL));
    }
  }
  printf ("\n");
}

static void process_solar (void)
{
  bson_t *reply = run (solar_command);
  bson_iter_t name = find (reply, "name"), cursor = find (reply, "cursorId");
  print_first_sample ("solar", bson_iter_utf8 (&name, NULL), bson_iter_int64 (&cursor), 4);
  run_bson (BCON_NEW ("dropStreamProcessor", BCON_UTF8 (bson_iter_utf8 (&name, NULL))));
}

static void run_orders (void)
{
  run (create_command);
  run ("{\"startStreamProcessor\": \"orders\"}");
  bson_t *sample = run ("{\"startSampleStreamProcessor\": \"orders\"}");
  bson_iter_t cursor = find (sample, "cursorId");
  print_first_sample ("sample", "orders", bson_iter_int64 (&cursor), 3);

  bson_t *statistics = run ("{\"getStreamProcessorStats\": \"orders\", \"options\": {\"verbose\": true}}");
  bson_iter_t state = find (statistics, "state"), input = find (statistics, "stats.inputMessageCount");
  printf ("stats: %s %s\n", bson_iter_utf8 (&state, NULL), bson_iter_as_int64 (&input) > 0 ? "with input" : "without input");

  run ("{\"stopStreamProcessor\": \"orders\"}");
  bson_t *list = run ("{\"listStreamProcessors\": 1, \"filter\": {\"name\": \"orders\"}}");
  bson_iter_t name = find (list, "streamProcessors.0.name"), stopped = find (list, "streamProcessors.0.state");
  printf ("listed: %s %s\n", bson_iter_utf8 (&name, NULL), bson_iter_utf8 (&stopped, NULL));
  run ("{\"dropStreamProcessor\": \"orders\"}");
}

static void print_error_of_unknown_processor (void)
{
  bson_t reply;
  bson_error_t error;
  bson_t *command = BCON_NEW ("startStreamProcessor", BCON_UTF8 ("orders"));
  if (!mongoc_client_command_simple (client, "admin", command, NULL, &reply, &error)) {
    bson_iter_t name = find (&reply, "codeName");
    printf ("error: %u %s\n", error.code, bson_iter_utf8 (&name, NULL));
  }
}

int main (int argc, char **argv)
{
  if (argc != 2) {
    return 2;
  }
  mongoc_init ();
  client = mongoc_client_new (argv[1]);
  print_connections ();
  process_solar ();
  run_orders ();
  print_error_of_unknown_processor ();
  mongoc_client_destroy (client);
  mongoc_cleanup ();
  return 0;
}
