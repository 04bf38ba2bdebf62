import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { languageModelKeys, smallestType } from "../../../src/cli/init/language-model";
import { runCard } from "../../../src/cli/card/command";
import { llmSchema } from "../../../src/environment/schema/model-llm";
import { MODEL_CARDS, type ModelCardName } from "../../../src/facts/model-cards";
import { servingOf } from "../../../src/facts/serving";
import table from "../../../src/facts/configs-of-models.json";

const GEMMA = table.models["gemma-3-27b"].config;

function run(files: Readonly<Record<string, unknown>>) {
  const folder = mkdtempSync(join(tmpdir(), "card-"));
  for (const [name, value] of Object.entries(files))
    writeFileSync(join(folder, name), typeof value === "string" ? value : JSON.stringify(value));
  const [out, err]: [string[], string[]] = [[], []];
  const status = runCard([join(folder, "config.json")], {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
  });
  return { status, out: out.join(""), err: err.join("").replaceAll(`${folder}/`, "") };
}

test("the card of a model is printed as keys of a file, and the schema accepts it", () => {
  const { status, out, err } = run({
    "config.json": GEMMA,
    "model.safetensors.index.json": { metadata: { total_size: 54_864_813_280 }, weight_map: {} },
  });
  expect([status, err]).toEqual([0, ""]);
  const { llm } = parse(out) as { llm: object };
  const keys = llmSchema.parse({ ...llm, maxLength: 65_536, tensorParallel: 2 });
  expect(keys.card).toMatchObject({
    layers: 62,
    kvHeads: 16,
    tiedEmbeddings: true,
    weightBytes: 54_864_813_280,
    attention: [
      { kind: "sliding", layers: 52, window: 1024 },
      { kind: "full", layers: 10 },
    ],
  });
});

// The way of a file and the way of the table must not differ.
test.each(Object.keys(MODEL_CARDS) as ModelCardName[])(
  "the printed card of %s is that of the table",
  (name) => {
    const { out } = run({ "config.json": table.models[name].config });
    const { llm } = parse(out) as { llm: object };
    const keys = llmSchema.parse({ ...llm, maxLength: 1024 });
    const ofTable = servingOf({ model: name, tensorParallel: 1, maxLength: 1024, dtype: "bfloat16" });
    const { card, ...others } = servingOf(keys) ?? { card: undefined };
    const { format } = MODEL_CARDS[name];
    expect({ ...others, card: format === undefined ? card : { ...card, format } }).toEqual(ofTable);
  },
);

test("files that tell no size are refused with their place, and missing ones are said", () => {
  expect(run({ "config.json": GEMMA }).err).toBe(
    "no model.safetensors.index.json: the weights count by 27,554,288,384 parameters\n",
  );
  expect(run({}).err).toContain("config.json: got no such file");
  expect(run({ "config.json": "{" }).err).toContain("expected the config.json of a model");
  expect(run({ "config.json": { model_type: "deepseek_v32" } }).err).toContain(
    "got a file without num_hidden_layers and hidden_size",
  );
  const quantized = { ...GEMMA, quantization_config: { quant_method: "compressed-tensors" } };
  expect(run({ "config.json": quantized }).err).toContain("the format compressed-tensors has no key");
});

test("init writes the card of a file, and chooses a type on which the model runs", () => {
  const folder = mkdtempSync(join(tmpdir(), "card-"));
  const file = join(folder, "config.json");
  writeFileSync(file, JSON.stringify(table.models["gemma-3-12b"].config));
  const answers = { kind: "llm", "language-model": file, "max-length": "32768" };
  expect(smallestType(answers)).toBe("g6e.xlarge");
  expect(languageModelKeys({ ...answers, gpu: "g6e.xlarge" })).toMatchObject({
    card: {
      layers: 48,
      attention: [
        { kind: "sliding", layers: 40 },
        { kind: "full", layers: 8 },
      ],
    },
    maxLength: 32_768,
  });
  expect(languageModelKeys({ ...answers, gpu: "g6e.xlarge" })).not.toHaveProperty("model");
});

test("the command is in the page of commands", () => {
  expect(readFileSync("docs/reference/commands.md", "utf8")).toContain("show card");
});
