import { type JsonObject } from "../../../src/terraform/stack-json";
import { dataChecksums } from "../../../src/handoff/values/checksums";
import { sha256 } from "../../../src/base/digests";

/** A ConfigMap with variables of the program and of the file, and the annotation with the checksum of both, in this order. */
function stackOf(own: readonly string[], others: number, account: string): JsonObject {
  const names = [
    ...own,
    ...Array.from({ length: others }, (_, index) => `A_${String(index).padStart(2, "0")}`),
  ];
  const data = Object.fromEntries(names.map((name) => [name, `${name} of ${account}`]));
  const sorted = Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    resource: {
      kubernetes_config_map_v1: { main: { data: sorted } },
      kubernetes_deployment_v1: {
        main: { annotations: { "checksum/config": sha256(JSON.stringify(data)) } },
      },
    },
  };
}

const OWN = ["MODEL_BUCKET", "MODEL_PREFIX", "MODEL_WEIGHTS"];

test.each([
  [0, 3],
  [2, 0],
  [2, 5],
  [2, 10],
  [2, 14],
  [3, 12],
  [3, 25],
])("the checksum of %d variables of the program before %d of the file is found", (own, others) => {
  const stacks = ["111122223333", "444455556666"].map((account) =>
    stackOf(OWN.slice(0, own), others, account),
  );
  const [found, ...more] = dataChecksums(stacks);
  expect(more).toEqual([]);
  expect(found?.shown.length).toBe(2);
  for (const [index, stack] of stacks.entries()) expect(JSON.stringify(stack)).toContain(found?.shown[index]);
});
