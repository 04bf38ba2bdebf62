import { weightsDisk } from "../../../src/checks/capacity/weights-disk";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { CONTEXT } from "../../support/findings";
import { CHAT } from "../../support/llm";

const found = (group: object, ...models: object[]) =>
  weightsDisk.run(
    environmentPlan(
      planWith("retail-forecast", {
        cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g6.xlarge"], ...group } } },
        models,
      }),
    ),
    CONTEXT,
  );

const MISTRAL = { ...CHAT, llm: { model: "mistral-7b-v0.3", maxLength: 8192 } };
const download = (sizeGiB: number) => ({ weights: { sizeGiB, mode: "download", mibPerSecond: 100 } });

// The image has 25 GB of files and, while it is pulled, 8.8 GB of compressed layers beside them.
test.each<readonly [string, object, object]>([
  ["a stream on 20 GiB", { diskGiB: 20 }, CHAT],
  ["a stream on 40 GiB", { diskGiB: 40 }, CHAT],
  ["a mounted bucket on 40 GiB", { diskGiB: 40 }, { ...CHAT, weights: { sizeGiB: 15, mode: "mount" } }],
  ["a copy of 15 GiB on 50", { diskGiB: 50 }, { ...CHAT, ...download(15) }],
])("weights-disk counts the unpacked image of vLLM: %s", (_, group, model) => {
  const [finding] = found(group, model);
  expect(finding?.message).toMatch(
    /23\.3 GiB for the image of vLLM, 8\.2 for its compressed layers during the pull/,
  );
  const diskGiB = Number(/at least (\d+)$/.exec(finding?.fix ?? "")?.[1]);
  expect(found({ diskGiB }, model)).toEqual([]);
  expect(found({ diskGiB: diskGiB - 1 }, model)).toHaveLength(1);
});

test("weights-disk accepts the default disk for a stream, and 200 GiB for a copy", () => {
  expect(found({}, CHAT)).toEqual([]);
  expect(found({ diskGiB: 200 }, { ...MISTRAL, ...download(14.5) })).toEqual([]);
});

test("weights-disk counts the images of two programs on one node, and one of them once", () => {
  const group = { instanceTypes: ["g6.12xlarge"], diskGiB: 70 };
  const second = { ...CHAT, name: "second", paths: ["/second/v1"] };
  const triton = {
    name: "vision",
    image: { tag: "1" },
    nodeGroup: "gpu",
    gpus: 1,
    command: ["tritonserver", "--model-repository=/models"],
    paths: ["/vision"],
  };
  expect(found(group, CHAT, second)).toEqual([]);
  expect(found(group, CHAT, triton)[0]?.message).toMatch(
    /23\.3 GiB for the image of vLLM, 14\.9 for that of Triton/,
  );
});
