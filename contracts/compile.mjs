// Compiles the escrow by the pinned compiler and writes `escrow/compiled.json`; with `--check`
// writes nothing and fails where what is committed differs from what the source gives.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compileFunc, compilerVersion } from "@ton-community/func-js";
import { Cell } from "@ton/core";

const folder = new URL("./escrow/", import.meta.url);
const target = fileURLToPath(new URL("compiled.json", folder));

async function compile() {
  const { funcVersion } = await compilerVersion();
  const made = await compileFunc({
    targets: ["escrow.fc"],
    sources: (name) => readFileSync(new URL(name, folder), "utf8"),
  });
  if (made.status === "error") throw new Error(made.message);
  const code = Cell.fromBase64(made.codeBoc);
  const compiled = {
    compiler: `func ${funcVersion}`,
    code_hash: code.hash().toString("hex"),
    code: code.toBoc().toString("base64"),
  };
  return `${JSON.stringify(compiled, null, 2)}\n`;
}

const compiled = await compile();
if (!process.argv.includes("--check")) {
  writeFileSync(target, compiled);
} else if (readFileSync(target, "utf8") !== compiled) {
  console.error(`escrow/compiled.json is not what escrow/escrow.fc gives:\n${compiled}`);
  process.exit(1);
}
console.log(JSON.parse(compiled).code_hash);
