import fc from "fast-check";
import { EditedOutput, type Stack } from "../../../support/edited-output";

const NAME = "mlapp";
const LAYERS = ["state", "network", "cluster", "platform", "models"] as const;

let output: EditedOutput;

beforeAll(async () => {
  output = await EditedOutput.of(NAME);
});

/** A block of any section of a stack, with its address. */
interface Place {
  readonly layer: string;
  readonly address: string;
  readonly block: (stack: Stack) => Record<string, unknown>;
}

function placesOf(layer: string): Place[] {
  const stack = JSON.parse(output.read(`stacks/${NAME}-${layer}/cdk.tf.json`)) as Stack;
  const named = (section: string, prefix: string): Place[] =>
    Object.keys((stack[section] ?? {}) as object).flatMap((type) =>
      Object.keys(stack[section][type] as object).map((name) => ({
        layer,
        address: `${prefix}${type}.${name}`,
        block: (each: Stack) => each[section][type][name] as Record<string, unknown>,
      })),
    );
  const outputs = Object.keys((stack.output ?? {}) as object).map((name) => ({
    layer,
    address: `output.${name}`,
    block: (each: Stack) => each.output[name] as Record<string, unknown>,
  }));
  return [...named("resource", ""), ...named("data", "data."), ...outputs];
}

const VALUE = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string(), { maxLength: 2 }),
  fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), fc.string(), { maxKeys: 2 }),
);

test("each edit of an argument of a block is found at the block, and nowhere else", () => {
  const places = LAYERS.flatMap(placesOf);
  expect(places.length).toBeGreaterThan(100);
  fc.assert(
    fc.property(
      fc.constantFrom(...places),
      fc.nat(),
      fc.constantFrom("change", "remove", "add"),
      fc.stringMatching(/^[a-z][a-z_]{0,12}$/),
      VALUE,
      ({ layer, address, block }, choice, kind, name, value) => {
        output.restore();
        let isSame = false;
        output.editStack(`${NAME}-${layer}`, (stack) => {
          const edited = block(stack);
          const keys = Object.keys(edited).filter((key) => key !== "//");
          const key = kind === "add" ? name : (keys[choice % keys.length] ?? name);
          const before = JSON.stringify(edited[key]);
          if (kind === "remove") Reflect.deleteProperty(edited, key);
          else edited[key] = value;
          isSame = JSON.stringify(edited[key]) === before;
        });
        fc.pre(!isSame);
        expect(output.edits()).toEqual([`${NAME}-${layer} ${address}`]);
      },
    ),
    { numRuns: 25 },
  );
});

test("other bytes with the same blocks are an edit of the file", () => {
  output.restore();
  const file = `stacks/${NAME}-network/cdk.tf.json`;
  output.write(file, `${output.read(file)} `);
  expect(output.edits()).toEqual([`${NAME}-network cdk.tf.json`]);
});
