import { each, join, listeners, rows, statements } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

const network = { effect: 'network' } satisfies EffectSpec;
const pure = { effect: 'pure' } satisfies EffectSpec;
/** Talks to the broker now, and calls back for each message. */
const consumes = { effect: 'network', callbacks: 'deferred', role: 'handler' } satisfies EffectSpec;
const handlers = { effect: 'pure', callbacks: 'deferred', role: 'handler' } satisfies EffectSpec;
const connects = { effect: 'network', callbacks: 'deferred', reason: 'Connects when it is made.' } satisfies EffectSpec;

const kafkas = ['kafkajs#Kafka()', '@confluentinc/kafka-javascript#KafkaJS.Kafka()'];

const kafka: EffectTable = {
  ...each('kafkajs#Kafka @confluentinc/kafka-javascript#KafkaJS.Kafka', pure),
  ...rows(kafkas, 'producer', { effect: 'pure', result: 'kafkajs#Producer()' }),
  ...rows(kafkas, 'consumer', { effect: 'pure', result: 'kafkajs#Consumer()' }),
  ...rows(kafkas, 'admin', { effect: 'pure', result: 'kafkajs#Admin()' }),
  ...rows('kafkajs#Producer()', 'connect disconnect send sendBatch transaction sendOffsets', network),
  ...rows(
    'kafkajs#Consumer()',
    'connect disconnect subscribe run stop commitOffsets seek pause resume describeGroup',
    consumes,
  ),
  ...rows('kafkajs#Admin()', '*', network),
  ...listeners(['kafkajs#Producer()', 'kafkajs#Consumer()', 'kafkajs#Admin()']),
};

const channels = ['amqplib#Channel()', 'amqplib#ConfirmChannel()'];

const amqp: EffectTable = {
  'amqplib#connect': { effect: 'network', result: 'amqplib#ChannelModel()' },
  ...rows(['amqplib#ChannelModel()', 'amqplib#Connection()'], 'createChannel createConfirmChannel', {
    effect: 'network',
    result: 'amqplib#Channel()',
  }),
  ...rows(['amqplib#ChannelModel()', 'amqplib#Connection()'], 'close', network),
  ...rows(
    channels,
    `sendToQueue publish assertQueue checkQueue deleteQueue purgeQueue bindQueue unbindQueue assertExchange deleteExchange get ack nack reject
     ackAll prefetch cancel close waitForConfirms`,
    network,
  ),
  ...rows(channels, 'consume', consumes),
  ...listeners(['amqplib#ChannelModel()', 'amqplib#Connection()', ...channels]),
  ...rows('amqp-connection-manager', 'connect', network),
  ...rows('amqp-connection-manager#connect()', 'createChannel', pure),
  ...rows(
    'amqp-connection-manager',
    'connect().createChannel().sendToQueue connect().createChannel().publish',
    network,
  ),
};

const jobs: EffectTable = {
  ...each('bull bullmq#Queue bullmq#QueueEvents bullmq#FlowProducer bull#Queue bee-queue', connects),
  'bullmq#Worker': { ...connects, role: 'handler' },
  ...rows(['bull#()', 'bull#Queue()'], 'process', handlers),
  ...rows(
    ['bull#()', 'bull#Queue()', 'bullmq#Queue()'],
    `add addBulk getJob getJobs getJobCounts getWaiting getActive getCompleted getFailed getDelayed pause resume remove removeRepeatable
     removeJobs drain clean obliterate empty count close isPaused upsertJobScheduler removeJobScheduler getJobSchedulers`,
    network,
  ),
  ...rows(
    ['bullmq#Job()', 'bull#Job()'],
    'updateProgress progress log updateData update remove retry waitUntilFinished finished getState',
    network,
  ),
  ...rows(
    'bullmq',
    'FlowProducer().add FlowProducer().addBulk FlowProducer().close Worker().close Worker().run Worker().pause',
    network,
  ),
  ...listeners(['bull#()', 'bull#Queue()', 'bullmq#Queue()', 'bullmq#Worker()', 'bullmq#QueueEvents()']),
  ...each('pg-boss pg-boss#PgBoss', pure),
  ...rows(
    ['pg-boss#()', 'pg-boss#PgBoss()'],
    `start stop send sendAfter sendThrottled sendDebounced insert fetch complete fail cancel resume deleteJob createQueue getQueue getJobById
     publish schedule unschedule getQueueSize`,
    { effect: 'database' },
  ),
  ...rows(['pg-boss#()', 'pg-boss#PgBoss()'], 'work subscribe', {
    effect: 'database',
    callbacks: 'deferred',
    role: 'handler',
  }),
  ...listeners(['pg-boss#()', 'pg-boss#PgBoss()']),
  ...rows('graphile-worker', 'run runOnce makeWorkerUtils quickAddJob WorkerUtils().addJob', { effect: 'database' }),
  ...rows('inngest#Inngest()', 'send', network),
  ...rows('inngest#Inngest()', 'createFunction', handlers),
  ...rows(
    '@upstash/qstash',
    'Client().publish Client().publishJSON Client().batch Client().batchJSON Client().enqueueJSON',
    network,
  ),
  ...rows(
    ['@trigger.dev/sdk', '@trigger.dev/sdk/v3'],
    'tasks.trigger tasks.batchTrigger tasks.triggerAndWait runs.retrieve',
    network,
  ),
};

const brokers: EffectTable = {
  ...rows(['nats', '@nats-io/transport-node'], 'connect', { effect: 'network', result: 'nats#NatsConnection()' }),
  ...rows('nats#NatsConnection()', 'publish request respondMessage flush drain close', network),
  ...rows('nats#NatsConnection()', 'subscribe', consumes),
  ...rows('nats#NatsConnection()', 'jetstream().publish jetstreamManager', network),
  ...rows('nats', 'StringCodec JSONCodec StringCodec().* JSONCodec().*', pure),
  ...rows('mqtt', 'connect connectAsync', { effect: 'network', result: 'mqtt#MqttClient()' }),
  ...rows('mqtt#MqttClient()', 'publish publishAsync subscribe subscribeAsync unsubscribe end endAsync', consumes),
  ...listeners('mqtt#MqttClient()'),
  ...rows('zeromq', 'Push().send Publisher().send Request().send Request().receive Subscriber().receive', network),
  ...rows('@eventstore/db-client#EventStoreDBClient()', '*', network),
  ...each(
    'pusher#().trigger pusher#().triggerBatch ably#Rest().channels.get().publish ably#Realtime().channels.get().publish',
    network,
  ),
};

const sockets: EffectTable = {
  ...each('ws ws#WebSocket', connects),
  ...rows(['ws#()', 'ws#WebSocket()'], 'send close ping pong terminate', network),
  ...each('ws#WebSocketServer ws#Server', {
    effect: 'network',
    callbacks: 'deferred',
    reason: 'Listens when it is made.',
  }),
  ...listeners(['ws#()', 'ws#WebSocket()', 'ws#WebSocketServer()', 'ws#Server()']),
  ...each('socket.io-client socket.io-client#io', connects),
  ...rows(['socket.io-client#()', 'socket.io-client#io()'], 'emit emitWithAck connect disconnect send', consumes),
  ...rows('socket.io#Server()', 'emit close listen serverSideEmit', network),
  ...statements('socket.io#Server()', 'to in except', network),
  ...listeners(['socket.io-client#()', 'socket.io-client#io()', 'socket.io#Server()', 'socket.io#Socket()']),
  ...rows('socket.io#Socket()', 'emit join leave disconnect', network),
};

/** Emitters in this process. Without `emit`, which runs listeners that cannot be seen from the call. */
const emitters: EffectTable = {
  ...each(
    'eventemitter3 eventemitter3#EventEmitter eventemitter2#EventEmitter2 mitt emittery nanoevents#createNanoEvents',
    pure,
  ),
  ...listeners([
    'eventemitter3#()',
    'eventemitter3#EventEmitter()',
    'eventemitter2#EventEmitter2()',
    'mitt#()',
    'emittery#()',
  ]),
  ...listeners('nanoevents#createNanoEvents()'),
  ...rows('rxjs', 'interval timer', { effect: 'timer' }),
  // What they wait for is the work of the observable that they are given.
  ...rows('rxjs', 'firstValueFrom lastValueFrom', pure),
  ...rows(
    'rxjs',
    'Observable Subject BehaviorSubject ReplaySubject of from merge concat combineLatest forkJoin',
    handlers,
  ),
  ...rows('rxjs', 'Subject().subscribe BehaviorSubject().subscribe Observable().subscribe', handlers),
};

/** What clients of brokers, job queues and sockets do. */
export const messaging: EffectTable = join([kafka, amqp, jobs, brokers, sockets, emitters]);
