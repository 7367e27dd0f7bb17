import { below, each, join, listeners, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

const network = { effect: 'network' } satisfies EffectSpec;
const pure = { effect: 'pure' } satisfies EffectSpec;
const handlers = { effect: 'pure', callbacks: 'deferred', role: 'handler' } satisfies EffectSpec;
const hooks = { effect: 'pure', callbacks: 'deferred' } satisfies EffectSpec;
const checksTime = { effect: 'clock', reason: 'A signature that is too old is refused.' } satisfies EffectSpec;

const stripes = ['stripe#()', 'stripe#Stripe()'];

const payments: EffectTable = {
  ...each('stripe stripe#Stripe', pure),
  // stripe.customers.create(…), stripe.checkout.sessions.create(…)
  ...below(stripes, 0, 3, '*.*', network),
  ...rows(stripes, '*.*().** *.*.*().** on once off', pure),
  ...rows(stripes, 'webhooks.constructEvent webhooks.constructEventAsync', checksTime),
  ...rows(stripes, 'webhooks.generateTestHeaderString webhooks.generateTestHeaderStringAsync', { effect: 'clock' }),
  ...rows('plaid#PlaidApi()', '*', network),
  ...rows('plaid', 'PlaidApi Configuration', pure),
  ...below(['@paddle/paddle-node-sdk#Paddle()', 'square#SquareClient()'], 1, 3, '*', network),
};

const mail: EffectTable = {
  ...rows('nodemailer', 'createTransport', { effect: 'pure', result: 'nodemailer#Transporter()' }),
  ...rows('nodemailer', 'createTestAccount', network),
  ...rows('nodemailer#Transporter()', 'sendMail verify', { effect: 'network', callbacks: 'deferred' }),
  ...rows('nodemailer#Transporter()', 'close use', pure),
  'resend#Resend': pure,
  ...rows('resend#Resend()', '*.*', network),
  ...rows('@sendgrid/mail', 'send sendMultiple', network),
  ...rows('@sendgrid/mail', 'setApiKey setClient setTimeout', pure),
  ...rows(['postmark#ServerClient()', 'postmark#AccountClient()'], '*', network),
  ...rows('postmark', 'ServerClient AccountClient', pure),
  ...each('mailgun.js mailgun.js#().client', pure),
  ...below('mailgun.js#().client()', 1, 2, 'create get list update destroy', network),
  ...below(['@mailchimp/mailchimp_transactional#()', '@mailchimp/mailchimp_marketing'], 1, 1, '*', network),
  ...rows('web-push', 'sendNotification', network),
  ...rows('web-push', 'setVapidDetails', pure),
  ...rows('imapflow#ImapFlow()', '*', network),
  'mailparser#simpleParser': pure,
};

const twilios = ['twilio#()', 'twilio#Twilio()'];

const expos = ['expo-server-sdk#()', 'expo-server-sdk#Expo()'];

const livekits = 'RoomServiceClient SipClient AgentDispatchClient EgressClient IngressClient';

const chat: EffectTable = {
  ...rows('livekit-server-sdk', livekits, pure),
  ...rows('livekit-server-sdk', livekits.replace(/\S+/gu, '$&().*'), network),
  ...each('twilio twilio#Twilio', pure),
  // client.messages.create(…), client.messages(id).fetch(), client.verify.v2.services(id).verifications(id).update(…)
  ...below(
    twilios.flatMap((client) => ['', '.*()', '.*.*()', '.*.*.*()', '.*.*.*().*()'].map((path) => client + path)),
    0,
    4,
    'create fetch update remove list each page',
    network,
  ),
  ...rows('twilio', 'twiml.* validateRequest jwt.AccessToken', pure),
  ...rows('@slack/web-api', 'WebClient', pure),
  ...rows(
    ['@slack/web-api#WebClient()', '@slack/bolt#App().client'],
    'apiCall filesUploadV2 paginate *.* *.*.* *.*.*.*',
    network,
  ),
  ...rows('@slack/webhook', 'IncomingWebhook().send', network),
  ...rows('@slack/bolt#App()', 'message event command action shortcut view options use error', handlers),
  ...rows('@slack/bolt#App()', 'start stop', network),
  ...rows(
    'discord.js',
    'Client().login Client().destroy Client().channels.fetch Client().users.fetch Client().guilds.fetch REST().get REST().post REST().put REST().patch REST().delete',
    network,
  ),
  ...rows(
    'discord.js',
    'WebhookClient().send WebhookClient().editMessage TextChannel().send User().send Message().reply',
    network,
  ),
  ...rows('discord.js', 'Client REST EmbedBuilder().** SlashCommandBuilder().**', pure),
  ...rows(['telegraf#Telegraf()', 'grammy#Bot()'], 'command hears action use on catch callbackQuery', handlers),
  'telegraf#Telegraf().start': handlers,
  ...rows('telegraf#Telegraf()', 'launch telegram.*', network),
  ...rows('telegraf#Telegraf()', 'stop', pure),
  'grammy#Bot().start': { effect: 'network', callbacks: 'deferred' },
  ...rows('grammy#Bot()', 'api.*', network),
  ...rows('node-telegram-bot-api#()', '*', network),
  ...rows('node-telegram-bot-api#()', 'onText', handlers),
  ...each('expo-server-sdk expo-server-sdk#Expo expo-server-sdk#Expo.isExpoPushToken', pure),
  ...rows(expos, 'sendPushNotificationsAsync getPushNotificationReceiptsAsync', network),
  ...rows(expos, 'chunkPushNotifications chunkPushNotificationReceiptIds', pure),
  ...listeners(['discord.js#Client()', 'node-telegram-bot-api#()']),
};

const workos = ['@workos-inc/node#WorkOS()', '@workos-inc/node#createWorkOS()'];

const octokits = [
  '@octokit/rest#Octokit()',
  'octokit#Octokit()',
  '@octokit/core#Octokit()',
  '@actions/github#getOctokit()',
];

const work: EffectTable = {
  ...rows(['@octokit/rest', 'octokit', '@octokit/core'], 'Octokit', pure),
  ...rows(octokits, 'request graphql paginate paginate.iterator rest.*.* *.*', network),
  ...rows(octokits, 'hook.before hook.after hook.wrap hook.error', hooks),
  ...each('@octokit/request#request @octokit/graphql#graphql', network),
  ...rows(['octokit#App()', '@octokit/app#App()'], 'getInstallationOctokit', {
    effect: 'network',
    result: 'octokit#Octokit()',
  }),
  '@linear/sdk#LinearClient': pure,
  ...rows('@linear/sdk#LinearClient()', '*', network),
  '@notionhq/client#Client': pure,
  ...rows('@notionhq/client#Client()', 'search request *.* *.*.*', network),
  ...below('@hubspot/api-client#Client()', 2, 4, '*', network),
  ...rows(['jira.js#Version3Client()', 'jira.js#Version2Client()'], '*.*', network),
  ...rows('airtable#().base()()', 'select().firstPage select().all create update destroy find', network),
  ...rows('jsforce#Connection()', 'query login sobject().* request', network),
  ...below('@gitbeaker/rest#Gitlab()', 1, 1, '*', network),
  ...rows(['algoliasearch#algoliasearch()', 'algoliasearch#()'], '*', network),
  ...rows(['algoliasearch#algoliasearch()', 'algoliasearch#()'], 'initIndex', {
    effect: 'pure',
    result: 'algoliasearch#SearchIndex()',
  }),
  ...rows('algoliasearch#SearchIndex()', '*', network),
  ...rows(['ssh2-sftp-client#()', 'basic-ftp#Client()'], '*', network),
  ...rows('ssh2-sftp-client#()', 'on', hooks),
};

/** Who a person is, as a service tells. */
const ories = ['@ory/client', '@ory/client-fetch', '@ory/kratos-client', '@ory/hydra-client', '@ory/keto-client'];
const oryApis = `FrontendApi IdentityApi CourierApi OAuth2Api OidcApi JwkApi WellknownApi MetadataApi PermissionApi RelationshipApi ProjectApi
  WorkspaceApi`;

const identity: EffectTable = {
  ...rows(ories, `${oryApis} Configuration`, pure),
  ...rows(ories, oryApis.replaceAll(/\w+/gu, '$&().*'), network),
  ...each('@clerk/backend#createClerkClient @clerk/nextjs/server#clerkClient', pure),
  ...rows(['@clerk/backend#createClerkClient()', '@clerk/nextjs/server#clerkClient()'], '*.*', network),
  '@clerk/backend#verifyToken': network,
  ...rows('@workos-inc/node', 'WorkOS createWorkOS', pure),
  ...rows(workos, '*.*', network),
  ...rows(
    workos,
    'sso.getAuthorizationUrl userManagement.getAuthorizationUrl userManagement.getLogoutUrl userManagement.getJwksUrl',
    pure,
  ),
  ...rows(workos, 'webhooks.constructEvent webhooks.verifyHeader', checksTime),
  ...rows('auth0', 'ManagementClient AuthenticationClient UserInfoClient', pure),
  ...rows(['auth0#ManagementClient()', 'auth0#AuthenticationClient()'], '*.*', network),
  'auth0#UserInfoClient().getUserInfo': network,
};

/** What clients of shops, feeds, hooks and servers of one's own do. */
const others: EffectTable = {
  ...rows(
    '@shopify/shopify-api',
    'shopifyApi shopifyApi().clients.Graphql shopifyApi().clients.Rest shopifyApi().clients.Storefront',
    pure,
  ),
  ...rows(
    '@shopify/shopify-api',
    'shopifyApi().clients.Graphql().request shopifyApi().clients.Graphql().query shopifyApi().clients.Storefront().request',
    network,
  ),
  ...rows('@shopify/shopify-api#shopifyApi().clients.Rest()', 'get post put delete', network),
  ...rows('shopify-api-node#()', '*.*', network),
  'rss-parser': pure,
  'rss-parser#().parseURL': network,
  'rss-parser#().parseString': pure,
  ...rows('svix', 'Svix Webhook Webhook().sign', pure),
  ...rows('svix#Svix()', '*.* *.*.*', network),
  'svix#Webhook().verify': checksTime,
  ...rows('@trpc/client', 'createTRPCClient createTRPCProxyClient httpBatchLink httpLink', pure),
  ...below(
    ['@trpc/client#createTRPCClient()', '@trpc/client#createTRPCProxyClient()'],
    1,
    5,
    'query mutate subscribe',
    network,
  ),
  '@nangohq/node#Nango': pure,
  ...rows('@nangohq/node#Nango()', '*', network),
  ...rows('@nangohq/node#Nango()', 'verifyWebhookSignature', pure),
  'convex/browser#ConvexHttpClient': pure,
  ...rows('convex/browser#ConvexHttpClient()', 'query mutation action', network),
  ...rows('ssh2#Client()', 'connect exec shell sftp forwardOut', { effect: 'network', callbacks: 'deferred' }),
  ...listeners('ssh2#Client()'),
};

/** Measures of what people do are written as log lines are: a second one changes nothing. */
const measures: EffectTable = {
  ...rows('posthog-node#PostHog()', 'capture identify alias groupIdentify captureException', { effect: 'log' }),
  ...rows(
    'posthog-node#PostHog()',
    'getFeatureFlag isFeatureEnabled getAllFlags getFeatureFlagPayload flush shutdown',
    network,
  ),
  'posthog-node#PostHog': pure,
  ...rows(['@segment/analytics-node#Analytics()', '@segment/analytics-node#()'], 'track identify page group alias', {
    effect: 'log',
  }),
  ...rows('mixpanel#init()', 'track people.set people.increment', { effect: 'log' }),
  ...rows(
    '@launchdarkly/node-server-sdk#init()',
    'variation variationDetail boolVariation stringVariation allFlagsState',
    {
      effect: 'network',
      reason: 'The answer changes when somebody switches the flag.',
    },
  ),
};

/** What clients of services do that no other theme has. */
export const services: EffectTable = join([payments, mail, chat, work, identity, others, measures]);
