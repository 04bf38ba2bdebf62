import { LEAST_NETWORK_MIBPS } from "../../../facts/instance-network";
import { WEIGHT_WAYS } from "../../../facts/cold-start";
import { type ServingProblem } from "../../../facts/fitting";
import { PARALLEL_PULL } from "../../../facts/parallel-pull";
import { groupBy } from "../../../base/group-by";
import { type Content } from "../../../base/markup";
import { type GpusOfHome, type Home, type LanguageModel } from "../language-models";
import { bullets, type HtmlSection, note, section, tableMarkup } from "../section";

/** Memory, instance types, ways of the weights and cold starts of language models. */
export const languageModelsSection = (models: readonly LanguageModel[]): HtmlSection =>
  section(
    "language-models",
    "Language models",
    tableMarkup(
      "Memory of each GPU",
      ["model", "GPU", "for vLLM", "weights", "reserve, LoRA", "KV cache", "tokens of the cache", "at once"],
      models.flatMap((model) =>
        model.homes.flatMap(({ gpus }) => gpus.map((each) => memoryRow(model, each))),
      ),
      [2, 3, 4, 5, 6],
    ),
    tableMarkup("Instance types", ["model", "fits on", "does not fit on"], models.map(typesRow)),
    tableMarkup(
      "Ways of the weights, in seconds until they are in the GPUs",
      ["model", "slowest node", ...WEIGHT_WAYS],
      models.flatMap(({ name, homes }) => homes.map((home) => [name, nodeInWords(home), ...waysOf(home)])),
      WEIGHT_WAYS.map((_, index) => index + 2),
    ),
    note(
      "stream, the default: the server reads S3 into the GPUs, the fastest of these ways on each node. mount: it reads a mounted bucket. instance-store and root-disk: an init container copies the files, and the server reads them. The rate of stream is published; those of the other ways are figures of this project, not measured.",
    ),
    tableMarkup(
      "Predicted cold start",
      ["model", "term", "seconds", "source"],
      models.flatMap(({ name, homes }) => homes.flatMap((home) => startRows(name, home))),
      [2],
    ),
    note(
      `A new node of the slowest type, without a cache of compiled kernels. With parallelImagePull of its node group, it pulls the layers of an image in parts at once; the root disk then needs at least ${PARALLEL_PULL.diskMiBps} MiB/s.`,
    ),
  );

function memoryRow({ name, serving }: LanguageModel, { types, gpu }: GpusOfHome): Content[] {
  const ofTypes = `${types.join(", ")}: ${gpu?.name ?? "not known"}`;
  if (!gpu) return [name, ofTypes, "", "", "", "", "", ""];
  const { usableMiB, weightsMiB, cacheMiB, tokens, sequences } = gpu.memory;
  const others = usableMiB - weightsMiB - cacheMiB;
  return [
    name,
    ofTypes,
    ...[usableMiB, weightsMiB, others, cacheMiB].map((mib) => `${(mib / 1024).toFixed(1)} GiB`),
    count(tokens),
    `${count(sequences)} of ${count(serving.maxLength)} tokens`,
  ];
}

/** Types with the same reason are together. A reason of the GPU comes before one of its number or of the host. */
function typesRow({ name, fitting: { fits, others } }: LanguageModel): Content[] {
  const reasons = groupBy(others, ({ type, problems }) => {
    const [reason] = problems.toSorted((one, other) => Number(ofSize(one)) - Number(ofSize(other)));
    return reason?.why.replaceAll(`a ${type}`, "each") ?? "";
  });
  return [
    name,
    fits.length === 0 ? "no type of the table" : fits.map(({ type }) => type).join(", "),
    bullets([...reasons].map(([reason, all]) => `${all.map(({ type }) => type).join(", ")}: ${reason}`)),
  ];
}

const ofSize = ({ about }: ServingProblem): boolean => about === "tensorParallel" || about === "host";

const nodeInWords = ({ slowest, networkMiBps, diskMiBps }: Home): string =>
  `${slowest}: network ${networkMiBps === undefined ? `not known, at least ${rounded(LEAST_NETWORK_MIBPS)}` : rounded(networkMiBps)} MiB/s, root disk ${diskMiBps} MiB/s`;

const waysOf = ({ way, seconds }: Home): string[] =>
  WEIGHT_WAYS.map((each) => {
    const time = seconds.get(each);
    if (time === undefined) return "no NVMe disks";
    return `${rounded(time)}${each === way ? " (in use)" : ""}`;
  });

const startRows = (model: string, { start, parallelPull }: Home): Content[][] => [
  ...start.terms.map(({ name, seconds, source }) => [
    model,
    name === "image" ? `image, ${parallelPull ? "in parallel" : "layer by layer"}` : name,
    rounded(seconds),
    source,
  ]),
  [model, "all", rounded(start.seconds), ""],
];

const rounded = (number: number): string => String(Math.round(number));
const count = (number: number): string => number.toLocaleString("en-US");
