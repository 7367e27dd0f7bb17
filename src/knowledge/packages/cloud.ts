import { below, each, join, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

const network = { effect: 'network' } satisfies EffectSpec;
const pure = { effect: 'pure' } satisfies EffectSpec;
const signs = { effect: 'clock', reason: 'The present time is part of what is signed.' } satisfies EffectSpec;
const listens = { effect: 'network', callbacks: 'deferred' } satisfies EffectSpec;

/** Every service is a module of its own, with a client that sends commands: `new S3Client({}).send(new GetObjectCommand(…))`. */
const aws: EffectTable = {
  '@aws-sdk/*#*': [{ effect: 'pure', when: 'constructed' }],
  '@aws-sdk/*#*.from': pure,
  '@aws-sdk/*#*().*': network,
  '@aws-sdk/*#*.from().*': network,
  ...rows('@aws-sdk/*', '*().destroy *.from().destroy *().middlewareStack.*', pure),
  '@aws-sdk/util-dynamodb#**': pure,
  ...rows('@aws-sdk/s3-request-presigner', 'getSignedUrl', signs),
  ...rows('@aws-sdk/s3-presigned-post', 'createPresignedPost', signs),
  ...rows('@aws-sdk/cloudfront-signer', 'getSignedUrl getSignedCookies', pure),
  ...rows('@aws-sdk/lib-storage', 'Upload().done Upload().abort', network),
  ...rows('@aws-sdk/lib-storage', 'Upload', pure),
  ...rows('@aws-sdk/lib-storage', 'Upload().on', { effect: 'pure', callbacks: 'deferred' }),
  // Version 2: new AWS.S3().getObject(…).promise()
  'aws-sdk#*': [{ effect: 'pure', when: 'constructed' }],
  'aws-sdk#*.*': [{ effect: 'pure', when: 'constructed' }],
  'aws-sdk#config.update': pure,
  'aws-sdk#*().*': listens,
  'aws-sdk#*().*().**': pure,
  'aws-sdk#DynamoDB.DocumentClient().*': listens,
  'aws-sdk#DynamoDB.DocumentClient().*().**': pure,
  'aws-sdk#S3().getSignedUrl': signs,
};

const firestoreQueries = ['Query()', 'CollectionReference()', 'CollectionGroup()'];

/** Paths to collections and documents are made without asking the server. */
const firestore = (module: string): EffectTable => ({
  ...rows(`${module}#Firestore()`, 'collection', { effect: 'pure', result: `${module}#CollectionReference()` }),
  ...rows(`${module}#Firestore()`, 'collectionGroup', { effect: 'pure', result: `${module}#CollectionGroup()` }),
  ...rows(`${module}#Firestore()`, 'doc', { effect: 'pure', result: `${module}#DocumentReference()` }),
  ...rows(`${module}#Firestore()`, 'batch', { effect: 'pure', result: `${module}#WriteBatch()` }),
  ...rows(`${module}#Firestore()`, 'runTransaction getAll listCollections recursiveDelete bulkWriter', {
    effect: 'database',
  }),
  ...rows(`${module}#DocumentReference()`, 'get set update delete create listCollections', { effect: 'database' }),
  ...rows(`${module}#DocumentReference()`, 'collection', { effect: 'pure', result: `${module}#CollectionReference()` }),
  ...rows(`${module}#CollectionReference()`, 'doc', [
    { effect: 'id', when: 'no-arguments', result: `${module}#DocumentReference()`, reason: 'Makes up an identifier.' },
    { effect: 'pure', result: `${module}#DocumentReference()` },
  ]),
  ...rows(`${module}#CollectionReference()`, 'add listDocuments', { effect: 'database' }),
  ...rows(
    firestoreQueries.map((query) => `${module}#${query}`),
    'where orderBy limit limitToLast offset select startAt startAfter endAt endBefore withConverter count',
    { effect: 'pure', result: `${module}#Query()` },
  ),
  ...rows(
    [...firestoreQueries, 'DocumentReference()'].map((query) => `${module}#${query}`),
    'onSnapshot',
    { effect: 'database', callbacks: 'deferred' },
  ),
  ...rows(
    firestoreQueries.map((query) => `${module}#${query}`),
    'get stream explain',
    { effect: 'database' },
  ),
  ...rows(`${module}#WriteBatch()`, 'set update delete create', pure),
  ...rows(`${module}#WriteBatch()`, 'commit', { effect: 'database' }),
  ...rows(module, 'FieldValue.* Timestamp.fromDate Timestamp.fromMillis', pure),
  ...rows(module, 'Timestamp.now', { effect: 'clock' }),
});

const firebase: EffectTable = {
  ...firestore('firebase-admin/firestore'),
  ...firestore('@google-cloud/firestore'),
  ...rows('firebase-admin', 'initializeApp credential.cert app', pure),
  ...rows('firebase-admin/app', 'initializeApp cert getApp getApps applicationDefault', pure),
  'firebase-admin#firestore': { effect: 'pure', result: 'firebase-admin/firestore#Firestore()' },
  ...rows('firebase-admin#firestore', 'FieldValue.* Timestamp.fromDate Timestamp.fromMillis', pure),
  'firebase-admin#firestore.Timestamp.now': { effect: 'clock' },
  'firebase-admin/firestore#getFirestore': { effect: 'pure', result: 'firebase-admin/firestore#Firestore()' },
  ...each('firebase-admin/auth#getAuth firebase-admin/messaging#getMessaging firebase-admin/storage#getStorage', pure),
  ...rows(['firebase-admin#auth()', 'firebase-admin/auth#getAuth()', 'firebase-admin/auth#Auth()'], '*', network),
  ...rows(
    ['firebase-admin#messaging()', 'firebase-admin/messaging#getMessaging()', 'firebase-admin/messaging#Messaging()'],
    '*',
    network,
  ),
  ...rows(['firebase-admin#storage()', 'firebase-admin/storage#getStorage()'], 'bucket', {
    effect: 'pure',
    result: '@google-cloud/storage#Bucket()',
  }),
};

const google: EffectTable = {
  ...rows('@google-cloud/storage', 'Storage', pure),
  '@google-cloud/storage#Storage().bucket': { effect: 'pure', result: '@google-cloud/storage#Bucket()' },
  '@google-cloud/storage#Bucket().file': { effect: 'pure', result: '@google-cloud/storage#File()' },
  ...rows('@google-cloud/storage#Storage()', 'getBuckets createBucket', network),
  ...rows(
    '@google-cloud/storage#Bucket()',
    'upload getFiles deleteFiles create delete exists get getMetadata setMetadata combine',
    network,
  ),
  ...rows(
    '@google-cloud/storage#File()',
    'save download delete exists get getMetadata setMetadata copy move rename makePublic makePrivate createReadStream createWriteStream',
    network,
  ),
  ...rows('@google-cloud/storage#File()', 'getSignedUrl generateSignedPostPolicyV4', signs),
  '@google-cloud/storage#File().publicUrl': pure,
  ...rows('@google-cloud/pubsub', 'PubSub PubSub().topic PubSub().subscription', pure),
  ...rows(
    '@google-cloud/pubsub',
    'PubSub().topic().* PubSub().createTopic PubSub().createSubscription PubSub().getTopics Topic().*',
    network,
  ),
  ...rows('@google-cloud/pubsub', 'PubSub().subscription().on Subscription().on', listens),
  ...rows('@google-cloud/bigquery', 'BigQuery BigQuery().dataset BigQuery().dataset().table', pure),
  ...rows('@google-cloud/bigquery', 'BigQuery().query BigQuery().createQueryJob BigQuery().dataset().table().insert', {
    effect: 'database',
  }),
  ...rows(
    '@google-cloud/secret-manager#SecretManagerServiceClient()',
    'accessSecretVersion addSecretVersion createSecret getSecret listSecrets',
    network,
  ),
  ...rows('@google-cloud/tasks#CloudTasksClient()', 'createTask deleteTask getTask listTasks', network),
  '@google-cloud/tasks#CloudTasksClient().queuePath': pure,
  ...rows('@google-cloud/kms#KeyManagementServiceClient()', 'encrypt decrypt asymmetricSign', network),
  ...rows('@google-cloud/translate', 'v2.Translate().translate v2.Translate().detect', network),
  ...rows('@google-cloud/vision#ImageAnnotatorClient()', '*', network),
  ...rows('@google-cloud/speech#SpeechClient()', '*', network),
  ...rows('@google-cloud/logging#Logging()', 'log().write log().info log().error', { effect: 'log' }),
  ...rows(
    '@google-cloud/vertexai#VertexAI().*()',
    'generateContent generateContentStream startChat().sendMessage',
    network,
  ),
  ...rows(
    'google-auth-library',
    'GoogleAuth().getClient GoogleAuth().request OAuth2Client().getToken OAuth2Client().request',
    network,
  ),
  ...rows(
    'google-auth-library',
    'OAuth2Client().verifyIdToken OAuth2Client().refreshAccessToken JWT().authorize',
    network,
  ),
  // google.drive({ … }).files.list(…)
  'googleapis#google.*': pure,
  'googleapis#google.auth.*': pure,
  ...below('googleapis#google.*()', 0, 3, '*', network),
};

const blobOperations = `upload uploadData uploadFile uploadStream download downloadToBuffer downloadToFile delete deleteIfExists exists getProperties
  setMetadata setHTTPHeaders create createIfNotExists beginCopyFromURL`;

const azure: EffectTable = {
  ...rows('@azure/*', '*', [{ effect: 'pure', when: 'constructed' }]),
  ...rows('@azure/storage-blob', 'BlobServiceClient BlobServiceClient.fromConnectionString', pure),
  ...rows(
    ['@azure/storage-blob#BlobServiceClient()', '@azure/storage-blob#BlobServiceClient.fromConnectionString()'],
    'getContainerClient',
    {
      effect: 'pure',
      result: '@azure/storage-blob#ContainerClient()',
    },
  ),
  ...rows('@azure/storage-blob#ContainerClient()', 'getBlockBlobClient getBlobClient getAppendBlobClient', {
    effect: 'pure',
    result: '@azure/storage-blob#BlockBlobClient()',
  }),
  ...rows(
    '@azure/storage-blob#ContainerClient()',
    `${blobOperations} listBlobsFlat listBlobsByHierarchy uploadBlockBlob deleteBlob`,
    network,
  ),
  ...rows(['@azure/storage-blob#BlockBlobClient()', '@azure/storage-blob#BlobClient()'], blobOperations, network),
  ...rows(['@azure/storage-blob#BlockBlobClient()', '@azure/storage-blob#BlobClient()'], 'generateSasUrl', signs),
  ...rows(
    '@azure/service-bus',
    'ServiceBusClient ServiceBusClient().createSender ServiceBusClient().createReceiver',
    pure,
  ),
  ...rows('@azure/service-bus', 'ServiceBusClient().createSender().* ServiceBusSender().*', network),
  ...rows('@azure/service-bus', 'ServiceBusClient().createReceiver().* ServiceBusReceiver().*', listens),
  ...rows('@azure/keyvault-secrets#SecretClient()', 'getSecret setSecret beginDeleteSecret', network),
  ...rows('@azure/identity', '*().getToken', network),
  ...rows('@azure/identity', '*', [{ effect: 'pure', when: 'constructed' }]),
  ...rows('@azure/cosmos', 'CosmosClient CosmosClient().database CosmosClient().database().container', pure),
  ...rows(
    '@azure/cosmos',
    'CosmosClient().database().container().items.create CosmosClient().database().container().items.upsert',
    { effect: 'database' },
  ),
  ...rows(
    '@azure/cosmos#Container()',
    'items.create items.upsert items.query items.readAll item().read item().replace item().delete',
    { effect: 'database' },
  ),
};

const others: EffectTable = {
  ...rows('@supabase/supabase-js', 'createClient', {
    effect: 'pure',
    result: '@supabase/supabase-js#SupabaseClient()',
  }),
  ...rows('@supabase/ssr', 'createServerClient createBrowserClient', {
    effect: 'pure',
    result: '@supabase/supabase-js#SupabaseClient()',
  }),
  // supabase.from('users').select().eq('id', 1): the statement starts at `from`.
  ...rows('@supabase/supabase-js#SupabaseClient()', 'from rpc schema().from schema().rpc', {
    effect: 'database',
    builds: { runs: ['then'], tells: [] },
  }),
  ...rows(
    '@supabase/supabase-js#SupabaseClient()',
    'from().** rpc().** schema schema().from().** schema().rpc().** storage.from',
    pure,
  ),
  ...rows(
    '@supabase/supabase-js#SupabaseClient()',
    'auth.* auth.admin.* auth.mfa.* functions.invoke storage.from().* storage.*',
    network,
  ),
  ...rows('@supabase/supabase-js#SupabaseClient()', 'storage.from().getPublicUrl channel', pure),
  ...rows('@supabase/supabase-js#SupabaseClient()', 'auth.onAuthStateChange', {
    effect: 'pure',
    callbacks: 'deferred',
  }),
  ...rows('@supabase/supabase-js#SupabaseClient()', 'channel().on channel().subscribe', listens),
  ...rows('@vercel/blob', 'put del head list copy', network),
  ...rows('minio#Client()', '*', network),
  ...rows('minio#Client()', 'presignedUrl presignedGetObject presignedPutObject', signs),
  ...rows('cloudinary', 'v2.uploader.* v2.api.*', network),
  ...rows('@kubernetes/client-node', 'KubeConfig KubeConfig().loadFromString', pure),
  ...rows(
    '@kubernetes/client-node',
    'KubeConfig().loadFromDefault KubeConfig().loadFromFile KubeConfig().loadFromCluster',
    { effect: 'file' },
  ),
  ...rows('@kubernetes/client-node', 'KubeConfig().makeApiClient', pure),
  ...rows('@kubernetes/client-node', 'KubeConfig().makeApiClient().*', network),
  ...rows(
    [
      'CoreV1Api()',
      'AppsV1Api()',
      'BatchV1Api()',
      'CustomObjectsApi()',
      'NetworkingV1Api()',
      'Exec()',
      'Log()',
      'Watch()',
    ].map((client) => `@kubernetes/client-node#${client}`),
    '*',
    network,
  ),
};

/** What clients of cloud platforms do. */
export const cloud: EffectTable = join([aws, firebase, google, azure, others]);
