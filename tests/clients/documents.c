// Documents and change streams through libmongoc. usage: documents URI
#include <mongoc/mongoc.h>
#include <stdio.h>

static void fail(const char *what, const bson_error_t *error)
{
    fprintf(stderr, "%s: %s\n", what, error->message);
    exit(1);
}

static void insert(mongoc_collection_t *collection, int id)
{
    bson_error_t error;
    bson_t *document = BCON_NEW("_id", BCON_INT32(id));
    if (!mongoc_collection_insert_one(collection, document, NULL, NULL, &error)) fail("insert", &error);
    bson_destroy(document);
}

static void read_stream(mongoc_change_stream_t *stream, int count, const char *name, bson_t *first_token)
{
    printf("%s:", name);
    for (int seen = 0; seen < count;)
    {
        const bson_t *change, *reply;
        bson_error_t error;
        if (mongoc_change_stream_next(stream, &change))
        {
            bson_iter_t iter;
            if (!bson_iter_init_find(&iter, change, "operationType")) exit(1);
            printf(" %s", bson_iter_utf8(&iter, NULL));
            if (seen++ == 0 && first_token) bson_copy_to(mongoc_change_stream_get_resume_token(stream), first_token);
        }
        else if (mongoc_change_stream_error_document(stream, &error, &reply)) fail("watch", &error);
    }
    printf("\n");
}

int main(int argc, char **argv)
{
    mongoc_init();
    bson_error_t error;
    mongoc_client_t *client = mongoc_client_new(argv[argc - 1]);
    mongoc_collection_t *collection = mongoc_client_get_collection(client, "c", "watched");
    bson_t empty = BSON_INITIALIZER;
    bson_t *options = BCON_NEW("maxAwaitTimeMS", BCON_INT64(100));
    mongoc_change_stream_t *stream = mongoc_collection_watch(collection, &empty, options);
    insert(collection, 1);
    insert(collection, 2);
    bson_t *selector = BCON_NEW("_id", BCON_INT32(1));
    bson_t *update = BCON_NEW("$set", "{", "a", BCON_INT32(1), "}");
    if (!mongoc_collection_update_one(collection, selector, update, NULL, NULL, &error)) fail("update", &error);
    bson_t token;
    read_stream(stream, 3, "watched", &token);
    mongoc_change_stream_destroy(stream);

    bson_t after = BSON_INITIALIZER;
    BSON_APPEND_DOCUMENT(&after, "resumeAfter", &token);
    stream = mongoc_collection_watch(collection, &empty, &after);
    read_stream(stream, 2, "resumed", NULL);
    mongoc_change_stream_destroy(stream);

    printf("count: %d\n", (int) mongoc_collection_count_documents(collection, &empty, NULL, NULL, NULL, &error));
    mongoc_collection_drop(collection, NULL);
    bson_destroy(options), bson_destroy(selector), bson_destroy(update), bson_destroy(&token), bson_destroy(&after);
    mongoc_collection_destroy(collection);
    mongoc_client_destroy(client);
    mongoc_cleanup();
    return 0;
}
