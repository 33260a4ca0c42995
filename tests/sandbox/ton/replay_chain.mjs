/* Runs each written-down step on the machine of npm @ton/sandbox and writes down what came out.
   node replay_chain.mjs <contracts folder> <config BoC> <file of steps>; answers on stdout. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [contracts, config, file] = process.argv.slice(2);
const modules = createRequire(join(contracts, 'package.json'));
const { Cell, Dictionary, loadTransaction } = modules('@ton/core');
const { Executor } = modules('@ton/sandbox');

const executor = await Executor.create();
const configText = readFileSync(config).toString('base64');

async function run(step) {
  const { result } = await executor.runTransaction({
    config: configText,
    libs: null,
    verbosity: 'short',
    shardAccount: step.account,
    message: Cell.fromBase64(step.message),
    now: step.now,
    lt: BigInt(step.lt),
    randomSeed: Buffer.from(step.seed, 'hex'),
    ignoreChksig: false,
    debugEnabled: false,
  });
  if (!result.success) return { refused: result.vmResults?.vmExitCode ?? null };
  const tx = loadTransaction(Cell.fromBase64(result.transaction).beginParse());
  const { computePhase: compute, actionPhase: action, aborted } = tx.description;
  const vm = compute.type === 'vm';
  return {
    lt: String(tx.lt),
    fees: String(tx.totalFees.coins),
    exit_code: vm ? compute.exitCode : null,
    gas_used: vm ? Number(compute.gasUsed) : 0,
    action_code: action ? action.resultCode : null,
    aborted,
    sent: outHashes(tx),
  };
}

/* Of the cells as they are: written anew, a message may be laid out in another way. */
function outHashes(tx) {
  const messages = tx.raw.refs[0].beginParse();
  messages.loadMaybeRef();
  const sent = messages.loadDict(Dictionary.Keys.Uint(15), Dictionary.Values.Cell());
  return sent.values().map((cell) => cell.hash().toString('hex'));
}

const steps = JSON.parse(readFileSync(file, 'utf8'));
const answers = [];
for (const step of steps) answers.push(await run(step));
process.stdout.write(JSON.stringify(answers));
