import { below, each, join, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

const network = { effect: 'network' } satisfies EffectSpec;
const pure = { effect: 'pure' } satisfies EffectSpec;
/** Functions in the options of a client run when it is used: `createOpenAI({ fetch })`. */
const client = { effect: 'pure', callbacks: 'never' } satisfies EffectSpec;

/** Clients generated from one description language: the resource is a path, the last name a verb. */
const verbs = `create parse stream list retrieve update edit del delete cancel upload generate compact content countTokens createVariation search
  createAndPoll uploadAndPoll results poll connect runTools runFunctions`;

const openaiClients = [
  'openai#()',
  'openai#OpenAI()',
  'openai#AzureOpenAI()',
  'groq-sdk#()',
  'groq-sdk#Groq()',
  'together-ai#()',
  'together-ai#Together()',
];
const anthropicClients = [
  '@anthropic-ai/sdk#()',
  '@anthropic-ai/sdk#Anthropic()',
  '@anthropic-ai/bedrock-sdk#AnthropicBedrock()',
  '@anthropic-ai/bedrock-sdk#()',
  '@anthropic-ai/vertex-sdk#AnthropicVertex()',
  '@anthropic-ai/vertex-sdk#()',
];

const clients = [...openaiClients, ...anthropicClients];

const generated: EffectTable = {
  ...each(
    'openai openai#OpenAI openai#AzureOpenAI groq-sdk groq-sdk#Groq together-ai @anthropic-ai/sdk @anthropic-ai/sdk#Anthropic',
    client,
  ),
  ...below(
    clients.flatMap((client) => [client, `${client}.withOptions()`]),
    1,
    4,
    verbs,
    network,
  ),
  ...rows(clients, 'withOptions', pure),
  'openai#toFile': pure,
};

const google: EffectTable = {
  ...each('@google/generative-ai#GoogleGenerativeAI @google/genai#GoogleGenAI', client),
  '@google/generative-ai#GoogleGenerativeAI().getGenerativeModel': {
    effect: 'pure',
    result: '@google/generative-ai#GenerativeModel()',
  },
  ...rows(
    '@google/generative-ai#GenerativeModel()',
    'generateContent generateContentStream countTokens embedContent batchEmbedContents',
    network,
  ),
  '@google/generative-ai#GenerativeModel().startChat': {
    effect: 'pure',
    result: '@google/generative-ai#ChatSession()',
  },
  ...rows('@google/generative-ai#ChatSession()', 'sendMessage sendMessageStream', network),
  ...rows(
    '@google/genai#GoogleGenAI()',
    'models.* files.* caches.* operations.* live.connect batches.* tunings.*',
    network,
  ),
  '@google/genai#GoogleGenAI().chats.create': { effect: 'pure', result: '@google/genai#Chat()' },
  ...rows('@google/genai#Chat()', 'sendMessage sendMessageStream', network),
};

const vercel: EffectTable = {
  ...rows(
    'ai',
    `generateText streamText generateObject streamObject embed embedMany generateImage experimental_generateImage transcribe
     experimental_transcribe generateSpeech experimental_generateSpeech rerank generateVideo experimental_generateVideo streamUI`,
    { ...network, through: ['model'] },
  ),
  ...rows('ai', 'ToolLoopAgent Experimental_Agent', { effect: 'pure', through: ['model'] }),
  ...rows('ai', 'wrapLanguageModel wrapEmbeddingModel wrapImageModel', {
    effect: 'pure',
    through: ['model', 'middleware'],
  }),
  // The code of a tool runs when the model asks for it.
  ...rows('ai', 'tool dynamicTool', { effect: 'pure', gives: 'argument', callbacks: 'never' }),
  ...rows(
    'ai',
    `jsonSchema zodSchema stepCountIs isStepCount hasToolCall cosineSimilarity convertToModelMessages convertToCoreMessages
     customProvider createProviderRegistry defaultSettingsMiddleware extractReasoningMiddleware smoothStream pruneMessages
     validateUIMessages Output.object Output.text Output.array Output.choice`,
    pure,
  ),
  ...rows('ai', 'generateId createIdGenerator()', { effect: 'id' }),
  'ai#createIdGenerator': pure,
  ...rows(['ai#ToolLoopAgent()', 'ai#Experimental_Agent()'], 'generate stream', network),
  // A model is a description; asking it is the effect.
  '@ai-sdk/*#**': client,
  ...rows('@ai-sdk/*', '*().doGenerate *().doStream *().doEmbed *.*().doGenerate *.*().doEmbed', network),
  '@ai-sdk/provider-utils#generateId': { effect: 'id' },
  '@ai-sdk/provider-utils#createIdGenerator': pure,
  '@ai-sdk/provider-utils#createIdGenerator()': { effect: 'id' },
  '@openrouter/ai-sdk-provider#**': client,
  '@tanstack/ai#chat': network,
  '@tanstack/ai#toolDefinition': pure,
};

/** Middleware that runs the calls of a model as steps, and tools whose calls are steps. */
const durable: EffectTable = {
  ...rows('@dbos-inc/vercel-ai', 'durableCalls durableEmbeddingCalls durableImageCalls', pure),
  ...rows('@dbos-inc/vercel-ai', 'durableCalls() durableEmbeddingCalls() durableImageCalls()', {
    ...pure,
    records: true,
  }),
  ...rows('@dbos-inc/vercel-ai', 'durableCalls().** durableEmbeddingCalls().** durableImageCalls().**', {
    ...pure,
    records: true,
  }),
  ...rows('@dbos-inc/vercel-ai', 'durableTools', { effect: 'pure', role: 'step' }),
  '@dbos-inc/vercel-ai#durableMCPTools': pure,
};

const runnable = 'invoke stream batch streamEvents streamLog call predict predictMessages generate generatePrompt';
const store = `embedQuery embedDocuments similaritySearch similaritySearchWithScore similaritySearchVectorWithScore maxMarginalRelevanceSearch
  addDocuments addVectors getRelevantDocuments delete`;

/** Models, agents, stores and graphs ask a service; prompts, messages, parsers and splitters only compute, in modules of their own. */
const langchain: EffectTable = {
  ...rows(['@langchain/*', 'langchain/*', 'langchain'], '*', [{ effect: 'pure', when: 'constructed' }]),
  ...rows(['@langchain/*#*()', 'langchain/*#*()', 'langchain#*()'], `${runnable} ${store}`, network),
  ...rows(
    ['@langchain/*#*()', 'langchain/*#*()'],
    'bindTools().invoke withStructuredOutput().invoke bind().invoke',
    network,
  ),
  ...rows(
    ['@langchain/*#*()', 'langchain/*#*()'],
    'bindTools withStructuredOutput bind withConfig withRetry withFallbacks',
    pure,
  ),
  ...rows('@langchain/langgraph', 'StateGraph MemorySaver Annotation.Root', pure),
  ...rows('@langchain/langgraph#StateGraph()', 'addNode addEdge addConditionalEdges', {
    effect: 'pure',
    callbacks: 'deferred',
  }),
  ...rows(
    '@langchain/langgraph',
    'StateGraph().compile().invoke StateGraph().compile().stream CompiledStateGraph().invoke',
    network,
  ),
  ...each(
    '@langchain/core/prompts#** @langchain/core/messages#** @langchain/core/output_parsers#** @langchain/core/documents#**',
    pure,
  ),
  ...each(
    '@langchain/textsplitters#** langchain/text_splitter#** langchain/prompts#** langchain/output_parsers#**',
    pure,
  ),
  ...each(
    '@langchain/core/tools#tool @langchain/core/tools#DynamicTool @langchain/core/tools#DynamicStructuredTool',
    pure,
  ),
};

const others: EffectTable = {
  ...each(
    'ollama#Ollama replicate cohere-ai#CohereClient cohere-ai#CohereClientV2 @mistralai/mistralai#Mistral',
    client,
  ),
  ...rows(
    ['ollama', 'ollama#Ollama()', 'ollama#()'],
    'chat generate embed embeddings pull push create delete copy list show ps',
    network,
  ),
  ...rows(
    ['replicate#()', 'replicate#Replicate()'],
    'run stream wait predictions.* models.* deployments.predictions.create trainings.*',
    network,
  ),
  ...rows(
    ['cohere-ai#CohereClient()', 'cohere-ai#CohereClientV2()'],
    'chat chatStream generate embed rerank classify summarize tokenize detokenize generateStream',
    network,
  ),
  ...below(
    ['@mistralai/mistralai#Mistral()', '@mistralai/mistralai#()'],
    1,
    3,
    'complete stream create process list upload retrieve delete parse start append',
    network,
  ),
  'voyageai#VoyageAIClient': client,
  ...rows('voyageai#VoyageAIClient()', 'embed multimodalEmbed contextualizedEmbed rerank', network),
  ...rows(['@huggingface/inference#HfInference()', '@huggingface/inference#InferenceClient()'], '*', network),
  ...rows('@openai/agents', 'run Runner().run', network),
  ...rows('@openai/agents', 'Agent tool', pure),
  ...rows(
    '@modelcontextprotocol/sdk/client/*',
    'Client().connect Client().callTool Client().listTools Client().readResource',
    network,
  ),
  ...rows(
    '@modelcontextprotocol/sdk/client/*',
    'Client().listResources Client().getPrompt Client().listPrompts Client().close',
    network,
  ),
  '@modelcontextprotocol/sdk/client/*#*': [{ effect: 'pure', when: 'constructed' }],
  ...rows('@anthropic-ai/claude-agent-sdk', 'query', {
    effect: 'thread',
    reason: 'Starts a process that acts on its own.',
  }),
  ...each('tiktoken#** js-tiktoken#** gpt-tokenizer#**', pure),
  ...rows(['exa-js#()', '@mendable/firecrawl-js#()', 'firecrawl#()'], '*', network),
  '@tavily/core#tavily': pure,
  ...rows('@tavily/core#tavily()', 'search searchQNA searchContext extract crawl map', network),
  ...rows('@mastra/core/agent', 'Agent', pure),
  ...rows('@mastra/core/agent#Agent()', 'generate stream generateLegacy streamLegacy network', network),
};

const sandboxes = ['e2b#Sandbox', '@e2b/code-interpreter#Sandbox'];

/** Machines and browsers that agents are lent. */
const machines: EffectTable = {
  ...rows(sandboxes, 'create betaCreate connect', { effect: 'network', result: 'e2b#Sandbox()' }),
  ...rows(sandboxes, 'list kill', network),
  ...rows(
    'e2b#Sandbox()',
    'runCode kill pause setTimeout isRunning getInfo getMetrics files.* commands.* pty.* git.*',
    network,
  ),
  'e2b#Sandbox().getHost': pure,
  ...each('@browserbasehq/sdk @browserbasehq/sdk#Browserbase @browserbasehq/stagehand#Stagehand', pure),
  ...rows(['@browserbasehq/sdk#()', '@browserbasehq/sdk#Browserbase()'], '*.* *.*.*', network),
  ...rows('@browserbasehq/stagehand#Stagehand()', 'init act extract observe close page.* agent().execute', network),
  '@browserbasehq/stagehand#Stagehand().agent': pure,
};

/** What clients of language models do, and what agents work with. */
export const llm: EffectTable = join([durable, generated, google, vercel, langchain, others, machines]);
