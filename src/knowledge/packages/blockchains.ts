import { each, join, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

const network = { effect: 'network' } satisfies EffectSpec;
const pure = { effect: 'pure' } satisfies EffectSpec;
const random = { effect: 'random' } satisfies EffectSpec;

const providers = [
  'JsonRpcProvider',
  'WebSocketProvider',
  'BrowserProvider',
  'FallbackProvider',
  'AlchemyProvider',
  'InfuraProvider',
  'EtherscanProvider',
  'AnkrProvider',
  'CloudflareProvider',
  'QuickNodeProvider',
];
/** The package has all of its exports once more in the object `ethers`. */
const twice = (name: string): readonly string[] => [`ethers#${name}`, `ethers#ethers.${name}`];
const made = (names: readonly string[]): readonly string[] => names.flatMap((name) => twice(`${name}()`));

const signers = [...made(['Wallet', 'HDNodeWallet', 'NonceManager']), ...twice('Wallet.fromPhrase()')];

const ethers: EffectTable = {
  ...each(['Wallet', 'Contract', 'Interface', ...providers].flatMap(twice).join(' '), pure),
  ...rows(
    [...made(providers), ...twice('getDefaultProvider()')],
    `send call estimateGas broadcastTransaction lookupAddress resolveName waitForTransaction waitForBlock getBlockNumber getNetwork getFeeData
     getBalance getTransactionCount getCode getStorage getBlock getTransaction getTransactionReceipt getTransactionResult getLogs getSigner listAccounts`,
    network,
  ),
  ...rows(
    signers,
    'sendTransaction sendTransaction().wait populateTransaction estimateGas call getNonce resolveName',
    network,
  ),
  ...rows(signers, 'connect signMessage signMessageSync signTypedData signTransaction getAddress', pure),
  // A contract has a method for each function of its interface.
  ...rows(made(['Contract']), '* *().wait', network),
  ...rows(made(['Contract']), 'connect attach getFunction getEvent interface.* filters.*', pure),
  ...rows(['ethers', 'ethers#ethers'], 'Wallet.createRandom randomBytes', random),
  ...rows(
    ['ethers', 'ethers#ethers'],
    `formatEther parseEther formatUnits parseUnits getAddress isAddress keccak256 id solidityPackedKeccak256 hexlify toUtf8Bytes toUtf8String
     getBytes zeroPadValue concat toBigInt toNumber verifyMessage verifyTypedData computeAddress namehash`,
    pure,
  ),
};

const viemClients = ['viem#createPublicClient()', 'viem#createWalletClient()', 'viem#createTestClient()'];

const viem: EffectTable = {
  ...rows('viem', 'createPublicClient createWalletClient createTestClient http webSocket fallback custom', pure),
  ...rows(viemClients, '*', network),
  ...rows(viemClients, 'extend signMessage signTypedData', pure),
  ...rows(
    'viem',
    `formatEther parseEther formatUnits parseUnits getAddress isAddress keccak256 encodeFunctionData decodeFunctionData decodeFunctionResult
     encodeAbiParameters decodeAbiParameters decodeEventLog parseEventLogs parseAbi toHex fromHex toBytes hexToString stringToHex pad concat`,
    pure,
  ),
  ...rows('viem/accounts', 'privateKeyToAccount mnemonicToAccount hdKeyToAccount', pure),
  ...rows('viem/accounts', 'generatePrivateKey generateMnemonic', random),
  'viem/chains#**': pure,
};

const web3s = ['web3#()', 'web3#Web3()'];

const others: EffectTable = {
  ...each('web3 web3#Web3', pure),
  ...rows(web3s, 'eth.* eth.net.* eth.Contract().methods.*().call eth.Contract().methods.*().send', network),
  ...rows(web3s, 'eth.Contract eth.Contract().methods.* eth.accounts.recover eth.accounts.sign utils.*', pure),
  ...rows(web3s, 'eth.accounts.create utils.randomHex', random),
  ...rows('@solana/web3.js', 'Connection PublicKey Transaction SystemProgram.transfer Keypair.fromSecretKey', pure),
  ...rows('@solana/web3.js#Connection()', '*', network),
  ...rows('@solana/web3.js', 'sendAndConfirmTransaction sendAndConfirmRawTransaction', network),
  '@solana/web3.js#Keypair.generate': random,
};

/** What clients of block chains do. */
export const blockchains: EffectTable = join([ethers, viem, others]);
