import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DOMParser } from "@xmldom/xmldom";
import { runReport } from "../../../src/reports/report-command";
import { runOfAsync } from "../../support/command-runs";
import { TODAY } from "../../support/findings";
import { CHAT, LARGE_CHAT, onGpus } from "../../support/llm";
import { EVERY_SETTING, publishTo, workFolder } from "../../support/published-output";
import { onXmlError } from "../../support/xml-errors";

const FAST = { instanceTypes: ["g6.xlarge", "g6.2xlarge"], diskGiB: 200, diskIops: 4000, diskMiBps: 1000 };

/** Rows of each table of the section on language models: cells by the caption of the table. */
async function tablesOf(change: object): Promise<Record<string, string[][]>> {
  const work = workFolder("report-llm");
  publishTo(join(work, "out"), { "retail-forecast": change }, undefined, EVERY_SETTING);
  const { status } = await runOfAsync(async (output) =>
    runReport(["--in", join(work, "out"), "--out", work], { variables: {}, today: TODAY }, output),
  );
  expect(status).toBe(0);
  const page = new DOMParser({ onError: onXmlError }).parseFromString(
    readFileSync(join(work, "retail-forecast.html"), "utf8"),
    "application/xhtml+xml",
  );
  const section = [...page.getElementsByTagName("section")].find(
    (each) => each.getAttribute("id") === "language-models",
  );
  return Object.fromEntries(
    [...(section?.getElementsByTagName("table") ?? [])].map((table) => [
      table.getElementsByTagName("caption")[0]?.textContent ?? "",
      [...(table.getElementsByTagName("tbody")[0]?.getElementsByTagName("tr") ?? [])].map((row) =>
        [...row.childNodes].map((cell) => cell.textContent ?? ""),
      ),
    ]),
  );
}

const MEMORY = "Memory of each GPU";
const TYPES = "Instance types";
const WAYS = "Ways of the weights, in seconds until they are in the GPUs";
const START = "Predicted cold start";

let slow: Record<string, string[][]> = {};
let fast: Record<string, string[][]> = {};

beforeAll(async () => {
  slow = await tablesOf({
    ...onGpus("g6e.48xlarge"),
    models: [
      { ...CHAT, nodeGroup: "gpu" },
      { ...LARGE_CHAT, name: "large", paths: ["/large/v1"] },
    ],
  });
  fast = await tablesOf({ cluster: { nodeGroups: { general: {}, gpu: FAST } }, models: [CHAT] });
});

test("ML-01 the report shows the memory of each GPU by its use, with tokens and sequences", () => {
  expect(fast[MEMORY]).toEqual([
    [
      "chat",
      "g6.xlarge, g6.2xlarge: L4",
      "20.2 GiB",
      "15.0 GiB",
      "2.4 GiB",
      "2.8 GiB",
      "22,896",
      "2 of 8,192 tokens",
    ],
  ]);
  expect(slow[MEMORY]?.map(([model, gpu]) => [model, gpu])).toEqual([
    ["chat", "g6e.48xlarge: L40S"],
    ["large", "g6e.48xlarge: L40S"],
  ]);
});

test("ML-01 the report names the types on which a model fits, and the reasons of the others", () => {
  const [, fits = "", others = ""] = slow[TYPES]?.find(([model]) => model === "large") ?? [];
  expect(fits).toContain("g6e.48xlarge");
  expect(fits).not.toContain("g6e.24xlarge");
  expect(others).toMatch(/g6e\.24xlarge.*8 GPUs are more than the 4 of each/);
  expect(others).toMatch(/g6\.48xlarge: one sequence of 32,768 tokens takes/);
});

test("ML-01 the report has the seconds of each way on the slowest node, and marks the one in use", () => {
  expect(fast[WAYS]).toEqual([
    ["chat", "g6.xlarge: network 298 MiB/s, root disk 1000 MiB/s", "73 (in use)", "103", "88", "89"],
  ]);
  expect(slow[WAYS]?.[1]?.[2]).toMatch(/\(in use\)$/);
});

test("ML-01 the report has each term of a cold start with its source, and how the image is pulled", () => {
  const rows = fast[START]?.map(([, term, seconds]) => [term, seconds]);
  expect(rows).toEqual([
    ["node", "130"],
    ["image, layer by layer", "289"],
    ["server", "60"],
    ["weights", "73"],
    ["compilation", "80"],
    ["warm-up", "60"],
    ["all", "692"],
  ]);
  expect(fast[START]?.slice(0, -1).filter(([, , , source = ""]) => source.length < 20)).toEqual([]);
});

test("ML-01 the report counts a copy of the weights before the server, and their read after it", async () => {
  const weights = { sizeGiB: 15, mode: "download", mibPerSecond: 200 };
  const tables = await tablesOf({
    cluster: { nodeGroups: { general: {}, gpu: { ...FAST, instanceStore: true } } },
    models: [{ ...CHAT, weights }],
  });
  expect(tables[WAYS]?.[0]?.slice(2)).toEqual(["73", "103", "88 (in use)", "89"]);
  expect(tables[START]?.map(([, term, seconds]) => [term, seconds])).toEqual([
    ["node", "130"],
    ["image, layer by layer", "289"],
    ["copy", "73"],
    ["server", "60"],
    ["weights", "15"],
    ["compilation", "80"],
    ["warm-up", "60"],
    ["all", "707"],
  ]);
});

test("ML-01 the report says that an image is pulled in parallel, and how long that takes", async () => {
  const gpu = { ...FAST, parallelImagePull: true };
  const tables = await tablesOf({ cluster: { nodeGroups: { general: {}, gpu } }, models: [CHAT] });
  expect(tables[START]?.slice(0, 2).map(([, term, seconds]) => [term, seconds])).toEqual([
    ["node", "130"],
    ["image, in parallel", "49"],
  ]);
});

test("ML-01 a report says that the network of a type is not known, and takes that of the slowest one", async () => {
  const tables = await tablesOf({
    ...onGpus("p5e.48xlarge"),
    models: [LARGE_CHAT],
  });
  expect(tables[WAYS]?.[0]?.[1]).toBe(
    "p5e.48xlarge: network not known, at least 149 MiB/s, root disk 125 MiB/s",
  );
});

test("ML-01 an environment without language models has no section on them", async () => {
  expect(await tablesOf({})).toEqual({});
});
