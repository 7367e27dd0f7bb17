import { below, each, join, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

const network = { effect: 'network' } satisfies EffectSpec;
const pure = { effect: 'pure' } satisfies EffectSpec;

const fals = ['@fal-ai/client#fal', '@fal-ai/client#createFalClient()', '@fal-ai/serverless-client'];

const pictures: EffectTable = {
  ...rows(fals, 'config', pure),
  ...rows(fals, 'run subscribe stream queue.* storage.upload realtime.connect', network),
  '@fal-ai/client#createFalClient': pure,
  ...each('@runwayml/sdk @runwayml/sdk#RunwayML lumaai lumaai#LumaAI', pure),
  ...below(['@runwayml/sdk#()', '@runwayml/sdk#RunwayML()', 'lumaai#()', 'lumaai#LumaAI()'], 1, 2, '*', network),
};

const elevenLabs = ['elevenlabs#ElevenLabsClient()', '@elevenlabs/elevenlabs-js#ElevenLabsClient()'];
const deepgrams = ['@deepgram/sdk#createClient()', '@deepgram/sdk#DeepgramClient()'];

const voices: EffectTable = {
  ...each('elevenlabs#ElevenLabsClient @elevenlabs/elevenlabs-js#ElevenLabsClient', pure),
  ...below(elevenLabs, 1, 3, '*', network),
  ...each('@deepgram/sdk#createClient @deepgram/sdk#DeepgramClient', pure),
  // deepgram.listen.prerecorded.transcribeUrl(…), deepgram.listen.v1.media.transcribeUrl(…)
  ...below(
    deepgrams,
    1,
    4,
    'transcribeUrl transcribeFile transcribeUrlCallback request live analyzeText generate',
    network,
  ),
  'assemblyai#AssemblyAI': pure,
  ...rows('assemblyai#AssemblyAI()', 'transcripts.* files.* lemur.* realtime.createTemporaryToken', network),
};

/** What services that make and read pictures, films and speech do. */
export const media: EffectTable = join([pictures, voices]);
