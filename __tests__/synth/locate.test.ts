import { readFileSync } from "node:fs";
import { loadEnvironments } from "../../src/environment/load";
import { environmentSchema } from "../../src/parts/environment-schema";
import { Locator } from "../../src/synth/locate";
import { type EnvironmentRecord, NO_RECORD } from "../../src/terraform/environment-record";
import { inFolder } from "../environment/loader/folder";
import { causesFor, recordFor } from "../support/recorded-causes";

const TEXT = readFileSync("examples/mlapp.yaml", "utf8").trimEnd();
const WAIVER = `waivers:\n  - check: vpc\n    until: 2026-12-31\n    address: aws_vpc.main\n    reason: wanted\n`;

/** A locator of mlapp with a changed file, and the line of a text in it. */
function located(change: (text: string) => string, last: EnvironmentRecord = NO_RECORD) {
  const text = change(TEXT);
  const environments = inFolder({ mlapp: text }, (directory) =>
    loadEnvironments({ directory, schema: environmentSchema }),
  );
  const [mlapp] = environments;
  const causes = new Map(mlapp ? [["mlapp", causesFor("mlapp", mlapp.config)]] : []);
  const lineOf = (part: string): number => text.slice(0, text.indexOf(part)).split("\n").length;
  return {
    config: mlapp?.config,
    locator: new Locator({ environments, stacks: [], causes, last: () => last }),
    lineOf,
  };
}

describe("the location of a finding", () => {
  const { locator, lineOf } = located((text) => text.replace("waivers:\n", WAIVER));
  const finding = { environment: "mlapp", layer: "network", address: "aws_vpc.main" } as const;

  test("is the value that the finding names as its cause", () => {
    const line = lineOf("until: 2026-12-31");
    expect(locator.ofFinding({ ...finding, cause: ["waivers", 0, "until"] })).toMatch(
      new RegExp(`mlapp\\.yaml:${line}:12$`),
    );
  });

  test("is the recorded part of the file otherwise", () => {
    expect(locator.ofFinding(finding)).toMatch(new RegExp(`:${lineOf("network:")}:\\d+$`));
  });

  test("is the key that the finding names below that part", () => {
    const place = {
      environment: "mlapp",
      layer: "models",
      address: "kubernetes_deployment_v1.model_service",
    } as const;
    expect(locator.ofFinding({ ...place, key: ["port"] })).toMatch(
      new RegExp(`:${lineOf("port: 8501")}:\\d+$`),
    );
  });

  test("is the part of its type, if its resource is missing", () => {
    const missing = locator.ofFinding({ ...finding, address: "aws_subnet.private_z" });
    expect(missing).toBe(locator.ofFinding(finding));
  });
});

describe("the location of a lost address", () => {
  const lost = ["mlapp", "models", "kubernetes_deployment_v1.training_service"] as const;
  const before = located((text) => text);
  const last = before.config ? recordFor("mlapp", before.config) : NO_RECORD;
  const renamed = (text: string): string => text.replace("name: training-service", "name: trainer");

  test("is the closest part of the file that still exists", () => {
    const { locator, lineOf } = located(renamed, last);
    expect(locator.ofAddress(...lost)).toMatch(new RegExp(`:${lineOf("models:")}:\\d+$`));
  });

  test("is the same item of a list, if it has another place now", () => {
    const first = '  - name: other\n    image: { tag: "1" }\n    port: 9000\n    paths: [/other]\n';
    const { locator, lineOf } = located((text) => text.replace("models:\n", `models:\n${first}`), {
      ...last,
      causes: last.causes.map((each) => ({
        ...each,
        addresses: each.addresses.map((address) =>
          address === lost[2] ? "kubernetes_deployment_v1.lost" : address,
        ),
      })),
    });
    expect(locator.ofAddress("mlapp", "models", "kubernetes_deployment_v1.lost")).toMatch(
      new RegExp(`:${lineOf("name: training-service")}:\\d+$`),
    );
  });

  test("is the part of its layer without a record of the last synth", () => {
    const { locator, lineOf } = located(renamed);
    expect(locator.ofAddress(...lost)).toMatch(new RegExp(`:${lineOf("models:")}:\\d+$`));
  });
});
