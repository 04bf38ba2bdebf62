import { configWith } from "../support/environments";
import { CHAT, LARGE_CHAT } from "../support/llm";
import { rules } from "../../src/environment/rules/all";

const refusals = (group: object, over: object, model: object = CHAT): string[] =>
  rules(
    configWith("retail-forecast", {
      cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g6e.xlarge"], ...group } } },
      models: [{ ...model, ...over }],
    }),
  ).map(({ path, expected, fix }) => `${path.join(".")}: ${expected}; ${fix}`);

const weights = (over: object = {}) => ({ weights: { sizeGiB: 15, mode: "download", ...over } });
const LARGE = { instanceTypes: ["g6e.48xlarge"] };

test.each<readonly [string, object, object]>([
  ["a mounted bucket", {}, weights({ mode: "mount" })],
  ["a copy to a root disk that holds it", { diskGiB: 100 }, weights()],
  ["a copy to an instance store", { instanceStore: true }, weights()],
])("ML-01 a language model reads its weights from %s", (_, group, over) => {
  expect(refusals(group, over)).toEqual([]);
});

test.each<readonly [string, object, object, object, readonly string[]]>([
  [
    "a stated size below its files",
    { diskGiB: 100 },
    weights({ sizeGiB: 8 }),
    CHAT,
    [
      "models.0.weights.sizeGiB: at least 15, since the files have 15.0 GiB (8,030,261,248 parameters of 16 bits); write sizeGiB: 15",
    ],
  ],
  [
    "weights above the root disk",
    { diskGiB: 20 },
    weights(),
    CHAT,
    [
      "models.0.weights.sizeGiB: weights that fit beside the image: 15.0 GiB of weights, 5.0 of tmpMiB and modelCacheMiB and 37.5 for the system and images are 57.5 GiB, and the root disk of 20 GiB has 16.9 for pods; raise cluster.nodeGroups.gpu.diskGiB to at least 66, or remove weights: the server then streams them",
    ],
  ],
  [
    "weights above the instance store",
    { instanceTypes: ["g6e.xlarge", "g5.xlarge"], instanceStore: true },
    weights({ sizeGiB: 200 }),
    CHAT,
    [
      "models.0.weights.sizeGiB: weights that fit beside the image: 200.0 GiB of weights, 5.0 of tmpMiB and modelCacheMiB and 37.5 for the system and images are 242.5 GiB, and the instance store of a g6e.xlarge has 207.5 for pods; choose a larger instance type, or remove weights: the server then streams them",
    ],
  ],
  [
    "an instance store on a type without NVMe disks",
    { instanceTypes: ["g5g.8xlarge"], instanceStore: true },
    { ...weights({ sizeGiB: 6 }), llm: { model: "llama-3.2-3b", maxLength: 8192, dtype: "float16" } },
    CHAT,
    [
      expect.stringMatching(
        /^cluster\.nodeGroups\.gpu\.instanceStore: instance types with an instance store, and g5g\.8xlarge has none/,
      ) as unknown as string,
    ],
  ],
  [
    "a start-up time below the read of a slow root disk",
    { ...LARGE, diskGiB: 400 },
    { ...weights({ sizeGiB: 132 }), startupSeconds: 600 },
    LARGE_CHAT,
    [
      "models.0.startupSeconds: at least 1277: 60 s for the server, 1077 s for 131.4 GiB of weights from a root disk of 125 MiB/s, 80 s for the compilation and 60 s for the warm-up; raise startupSeconds, or cluster.nodeGroups.gpu.diskMiBps",
    ],
  ],
  [
    "a start-up time below that of a mounted bucket without its read",
    {},
    { ...weights({ mode: "mount" }), startupSeconds: 120 },
    CHAT,
    [
      "models.0.startupSeconds: at least 200: 60 s for the server, 80 s for the compilation and 60 s for the warm-up; raise startupSeconds",
    ],
  ],
])("ML-01 a language model with %s is refused with the sum", (_, group, over, model, expected) => {
  expect(refusals(group, over, model)).toEqual(expected);
});
