// Replays written-down steps on the engine of npm `@ton/sandbox` and writes down what came out.
// Amounts are strings, for a number of JavaScript does not hold them. Called as: node replay.mjs <contracts folder> <config BoC> <file of cases>; answers on stdout.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [contracts, config, file] = process.argv.slice(2);
const require = createRequire(join(contracts, "package.json"));
const { Cell, loadMessage } = require("@ton/core");
const { Blockchain } = require("@ton/sandbox");

const raw = (address) => address.toRawString();
const STATUS = { "non-existing": "nonexist", uninitialized: "uninit" };

function sent(message) {
  const { info } = message;
  return {
    to: raw(info.dest),
    value: String(info.value.coins),
    fwd_fee: String(info.forwardFee),
    bounced: info.bounced,
  };
}

async function ran(blockchain, tx) {
  const { computePhase: compute, actionPhase: action, aborted } = tx.description;
  const vm = compute.type === "vm";
  const outs = tx.outMessages.values().filter((message) => message.info.type === "internal");
  return {
    account: raw(tx.inMessage.info.dest),
    exit_code: vm ? compute.exitCode : null,
    action_code: action ? action.resultCode : null,
    aborted,
    gas: vm ? Number(compute.gasUsed) : 0,
    fees: String(tx.totalFees.coins),
    status: STATUS[tx.endStatus] ?? tx.endStatus,
    balance: String((await blockchain.getContract(tx.inMessage.info.dest)).balance),
    sent: outs.map(sent),
  };
}

async function play(steps) {
  const blockchain = await Blockchain.create({ config: Cell.fromBoc(readFileSync(config))[0] });
  const out = [];
  for (const step of steps) {
    blockchain.now = step.now;
    const message = loadMessage(Cell.fromBase64(step.message).beginParse());
    const each = [];
    try {
      // One by one, so that a balance is read when its transaction has just been made.
      for await (const tx of await blockchain.sendMessageIter(message)) {
        each.push(await ran(blockchain, tx));
      }
    } catch (error) {
      if (message.info.type !== "external-in" || error.exitCode === undefined) throw error;
    }
    out.push(...each, null);
  }
  return out;
}

const cases = JSON.parse(readFileSync(file, "utf8"));
const answers = {};
for (const [name, steps] of Object.entries(cases)) answers[name] = await play(steps);
process.stdout.write(JSON.stringify(answers));
