import { each, join, listeners, rows, statements } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

/** Of a request that is built by several calls (`superagent.get(url).send(data)`), the effect belongs to the first. */
const network = { effect: 'network' } satisfies EffectSpec;
const pure = { effect: 'pure' } satisfies EffectSpec;

const verbs = 'get post put patch delete head';

/** `axios.create()` gives back what `axios` is. */
const axioses = ['axios', 'axios#AxiosInstance()', 'axios#Axios()'];

const promising: EffectTable = {
  ...each('axios axios#AxiosInstance()', network),
  ...rows(axioses, `${verbs} options query request postForm putForm patchForm`, network),
  ...rows('axios', 'create', { effect: 'pure', result: 'axios' }),
  ...rows(
    'axios',
    'Axios AxiosError AxiosHeaders CancelToken.source CancelToken all spread isAxiosError isCancel mergeConfig toFormData formToJSON getAdapter',
    pure,
  ),
  ...rows(axioses, 'getUri', pure),
  ...rows(axioses, 'interceptors.request.use interceptors.response.use', { effect: 'pure', callbacks: 'deferred' }),
  ...each('axios-retry', pure),

  // `got` is a named export, too.
  ...each('got got#got ky wretch', network),
  ...each('got#().** got#got().** ky#().**', pure),
  ...statements(['got', 'got#got'], `${verbs} stream paginate paginate.all paginate.each`, network),
  ...rows(['got', 'got#got'], 'extend', { effect: 'pure', result: 'got' }),
  ...statements('ky', verbs, network),
  ...rows('ky', 'create extend', { effect: 'pure', result: 'ky' }),
  ...statements('ky#KyInstance()', verbs, network),

  ...each(
    'node-fetch cross-fetch cross-fetch#fetch isomorphic-fetch node-fetch-native ofetch#ofetch ofetch#$fetch ofetch#fetch',
    network,
  ),
  ...rows('ofetch', 'ofetch.raw $fetch.raw', network),
  ...rows('ofetch', 'ofetch.create', { effect: 'pure', result: 'ofetch#ofetch' }),
  ...rows('ofetch', '$fetch.create', { effect: 'pure', result: 'ofetch#$fetch' }),
  ...rows(['node-fetch', 'cross-fetch'], 'Headers Request Response', pure),
  ...each('node-fetch#().** cross-fetch#().** undici#fetch().** undici#request().**', pure),
  ...each('fetch-retry p-fetch', pure),

  ...rows('undici', 'fetch request stream pipeline connect upgrade WebSocket EventSource', network),
  ...rows(
    ['undici#Client()', 'undici#Pool()', 'undici#Agent()', 'undici#Dispatcher()', 'undici#ProxyAgent()'],
    'request stream pipeline connect dispatch',
    network,
  ),
  ...rows(
    'undici',
    'Client Pool BalancedPool Agent ProxyAgent EnvHttpProxyAgent RetryAgent Headers Request Response FormData MockAgent',
    pure,
  ),
  ...rows('undici', 'setGlobalDispatcher install setGlobalOrigin', { effect: 'process' }),

  ...each('needle phin bent', network),
  ...rows('needle', `${verbs} request`, { effect: 'network', callbacks: 'deferred' }),
};

const building: EffectTable = {
  superagent: network,
  ...each('superagent#().**', pure),
  ...statements('superagent', `${verbs} del options`, network),
  ...rows('superagent', 'agent', { effect: 'pure', result: 'superagent' }),
  request: { effect: 'network', callbacks: 'deferred' },
  ...rows('request', `${verbs} del options`, { effect: 'network', callbacks: 'deferred' }),
  'request#().**': pure,
  ...rows('request', 'defaults', { effect: 'pure', result: 'request' }),
  ...each('request-promise request-promise-native', network),
  ...rows(['request-promise', 'request-promise-native'], `${verbs} del`, network),
};

const graphql: EffectTable = {
  ...rows('graphql-request', 'request rawRequest batchRequests', network),
  ...rows('graphql-request#GraphQLClient()', 'request rawRequest batchRequests', network),
  ...rows('graphql-request#GraphQLClient()', 'setHeader setHeaders setEndpoint', pure),
  ...rows('graphql-request', 'GraphQLClient gql', pure),
  ...rows(
    ['@apollo/client#ApolloClient()', '@apollo/client/core#ApolloClient()'],
    'query mutate subscribe watchQuery refetchQueries',
    network,
  ),
  ...rows(['@apollo/client', '@apollo/client/core'], 'ApolloClient InMemoryCache HttpLink createHttpLink gql', pure),
  ...statements(
    '@urql/core',
    'Client().query Client().mutation Client().subscription createClient().query createClient().mutation',
    network,
  ),
  ...each('graphql-tag graphql#parse graphql#print graphql#buildSchema', pure),
};

const browserPages = [
  'puppeteer#Page()',
  'puppeteer-core#Page()',
  'playwright#Page()',
  'playwright-core#Page()',
  '@playwright/test#Page()',
];
const browsers = ['puppeteer#Browser()', 'puppeteer-core#Browser()'];
const playwrights = ['playwright', 'playwright-core', '@playwright/test'];

/** A browser is started once and then driven: each command to it is an effect. */
const driven: EffectTable = {
  ...rows(['puppeteer', 'puppeteer-core', 'puppeteer-extra'], 'launch connect', {
    effect: 'network',
    result: 'puppeteer#Browser()',
  }),
  ...rows(playwrights, 'chromium.launch firefox.launch webkit.launch chromium.connect chromium.connectOverCDP', {
    effect: 'network',
    result: 'playwright#Browser()',
  }),
  ...rows(playwrights, 'chromium.launchPersistentContext', {
    effect: 'network',
    result: 'playwright#BrowserContext()',
  }),
  ...rows(browsers, 'newPage', { effect: 'network', result: 'puppeteer#Page()' }),
  ...rows(browsers, 'close pages createBrowserContext disconnect version', network),
  ...rows('playwright#Browser()', 'newContext', { effect: 'network', result: 'playwright#BrowserContext()' }),
  ...rows(['playwright#Browser()', 'playwright#BrowserContext()'], 'newPage', {
    effect: 'network',
    result: 'playwright#Page()',
  }),
  ...rows(['playwright#Browser()', 'playwright#BrowserContext()'], 'close cookies addCookies storageState', network),
  ...rows(browserPages, '*', network),
  ...rows(browserPages, 'keyboard.* mouse.*', network),
  ...rows(browserPages, 'url locator getByRole getByText getByLabel getByTestId isClosed', pure),
  ...rows(browserPages, 'route', { effect: 'network', callbacks: 'deferred' }),
  ...listeners(browserPages),
};

/** What clients of HTTP and browsers under remote control do. */
export const httpClients: EffectTable = join([promising, building, graphql, driven]);
