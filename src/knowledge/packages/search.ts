import { rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

const database = { effect: 'database' } satisfies EffectSpec;
const pure = { effect: 'pure' } satisfies EffectSpec;

const meilis = ['meilisearch#MeiliSearch()', 'meilisearch#Meilisearch()'];

/** What clients of search engines and of stores of vectors do. */
export const search: EffectTable = {
  ...rows(['@elastic/elasticsearch#Client()', '@opensearch-project/opensearch#Client()'], '* *.*', database),
  ...rows(['@elastic/elasticsearch', '@opensearch-project/opensearch'], 'Client', pure),
  ...rows('@pinecone-database/pinecone', 'Pinecone', pure),
  ...rows('@pinecone-database/pinecone', 'Pinecone().index Pinecone().Index Index().namespace', {
    effect: 'pure',
    result: '@pinecone-database/pinecone#Index()',
  }),
  ...rows(
    '@pinecone-database/pinecone#Index()',
    'upsert query fetch update deleteOne deleteMany deleteAll describeIndexStats listPaginated',
    database,
  ),
  ...rows(['@qdrant/js-client-rest#QdrantClient()', 'chromadb#ChromaClient()', ...meilis], '*', database),
  ...rows('chromadb#ChromaClient()', 'createCollection getCollection getOrCreateCollection', {
    ...database,
    result: 'chromadb#Collection()',
  }),
  ...rows('chromadb#Collection()', '*', database),
  // An index is a name until something is asked of it.
  ...rows(meilis, 'index', { effect: 'pure', result: 'meilisearch#Index()' }),
  ...rows(meilis, 'getIndex createIndex', { ...database, result: 'meilisearch#Index()' }),
  ...rows('meilisearch#Index()', '*', database),
  ...rows('weaviate-client', 'connectToLocal connectToWeaviateCloud connectToCustom connectToWCD connectToWCS', {
    effect: 'database',
    result: 'weaviate-client#WeaviateClient()',
  }),
  ...rows('weaviate-client#WeaviateClient()', 'collections.use collections.get', {
    effect: 'pure',
    result: 'weaviate-client#Collection()',
  }),
  ...rows(
    'weaviate-client#WeaviateClient()',
    'collections.create collections.delete collections.exists collections.listAll isReady isLive',
    database,
  ),
  ...rows('weaviate-client#Collection()', 'query.* generate.* aggregate.* data.* length', database),
  'typesense#Client': pure,
  ...rows(
    'typesense#Client()',
    `multiSearch.perform health.retrieve collections().create collections().retrieve collections().delete collections().documents().create
     collections().documents().upsert collections().documents().update collections().documents().delete collections().documents().search
     collections().documents().import collections().documents().export collections().documents().retrieve`,
    database,
  ),
};
