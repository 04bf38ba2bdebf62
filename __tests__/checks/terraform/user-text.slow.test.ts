import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { stringify } from "yaml";
import { synthesize } from "../../../src/synth/app";
import { machineFunctions } from "../../../src/checks/terraform/machine-functions";
import { secretsOutOfState } from "../../../src/checks/data/secrets-out-of-state";
import { templateExpressions } from "../../../src/checks/terraform/template-expressions";
import { textCharacters } from "../../../src/checks/terraform/text-characters";
import { loadEnvironments } from "../../../src/environment/load";
import { ConfigError } from "../../../src/environment/problems";
import { type EnvironmentConfig } from "../../../src/environment/schema";
import { environmentSchema } from "../../../src/parts/environment-schema";
import { type EnvironmentPlan, groupByEnvironment } from "../../../src/terraform/environment-plan";
import { readStacks } from "../../../src/terraform/output";
import { inFolder } from "../../environment/loader/folder";
import { type Editable } from "../../support/altered";
import { configWith } from "../../support/environments";
import { found } from "../../support/findings";
import { OPTION_B } from "./edits";
import { rules } from "../../../src/environment/rules/all";

const TEXT_CHECKS = [machineFunctions, templateExpressions, textCharacters, secretsOutOfState];

/** Keys of an environment file that accept any text, with the attribute that receives it and the text expected there. */
const FREE_TEXTS: readonly {
  readonly key: string;
  readonly longest: number;
  readonly put: (file: Editable, text: string) => void;
  readonly arrived: (layers: Readonly<Record<string, Editable>>) => unknown;
  readonly as?: (text: string) => string;
}[] = [
  {
    key: "network.vpcName",
    longest: 120,
    put: ({ network }, text) => (network.vpcName = text),
    arrived: ({ network }) => network?.["resource"].aws_vpc.main.tags.Name,
  },
  {
    key: "network.publicSubnets.namePrefix",
    longest: 60,
    put: ({ network }, text) => (network.publicSubnets.namePrefix = text),
    arrived: ({ network }) => network?.["resource"].aws_subnet.public_a.tags.Name,
    as: (text) => `${text}-ap-southeast-1a`,
  },
  {
    key: "network.privateSubnets.namePrefix",
    longest: 60,
    put: ({ network }, text) => (network.privateSubnets.namePrefix = text),
    arrived: ({ network }) => network?.["resource"].aws_subnet.private_b.tags.Name,
    as: (text) => `${text}-ap-southeast-1b`,
  },
  {
    key: "network.flowLogs.logGroupName",
    longest: 200,
    put: ({ network }, text) => (network.flowLogs.logGroupName = text),
    arrived: ({ network }) => network?.["resource"].aws_cloudwatch_log_group.flow_logs.name,
  },
  {
    key: "cluster.addonVersions",
    longest: 60,
    put: ({ cluster }, text) => (cluster.addonVersions = { "vpc-cni": text }),
    arrived: ({ cluster }) => cluster?.["resource"].aws_eks_addon.vpc_cni.addon_version,
  },
  {
    key: "entry.name",
    longest: 32,
    put: ({ entry }, text) => (entry.name = text),
    arrived: ({ network }) => network?.["resource"].aws_lb.demo.name,
  },
  {
    key: "entry.targetGroupName",
    longest: 32,
    put: ({ entry }, text) => (entry.targetGroupName = text),
    arrived: ({ network }) => network?.["resource"].aws_lb_target_group.api.name,
  },
  {
    key: "models.environment",
    longest: 400,
    put: ({ models }, text) => (models[0].environment = { TEXT: text }),
    arrived: ({ models }) => models?.["resource"].kubernetes_config_map_v1.retail_forecast_api.data.TEXT,
  },
  {
    key: "waivers.reason",
    longest: 500,
    put: (file, text) =>
      (file["waivers"] = [
        { check: text.slice(0, 80), address: text.slice(0, 200), reason: text, until: "2027-01-01" },
      ]),
    arrived: () => undefined,
  },
];

/** Loads an environment file after an edit, as `npx private-eks-inference synth` does. */
function loaded(environment: string, change: object, write: (file: Editable) => void): EnvironmentConfig {
  const file = structuredClone(configWith(environment, change)) as unknown as Editable;
  write(file);
  return inFolder({ written: stringify(file) }, (directory) => {
    const [only] = loadEnvironments({ directory, schema: environmentSchema, rules });
    if (!only) throw new Error("nothing was loaded");
    return only.config;
  });
}

/** An environment with a text at each key that accepts any text. */
const loadedWith = (texts: Readonly<Record<string, string>>): EnvironmentConfig =>
  loaded(OPTION_B, { network: { egress: "single-nat" } }, (file) => {
    for (const { key, put } of FREE_TEXTS) if (texts[key] !== undefined) put(file, texts[key]);
  });

/** Synthesizes into a temporary folder and reads the result. */
function synthesized(environment: EnvironmentConfig): EnvironmentPlan {
  const outdir = mkdtempSync(join(tmpdir(), "texts-"));
  try {
    synthesize([{ name: "written", config: environment }], outdir);
    const [plan] = groupByEnvironment(readStacks(outdir));
    if (!plan) throw new Error("nothing was synthesized");
    return plan;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

describe("user text with template markers", () => {
  /** Template markers, text that can follow them, and visible characters. */
  const piece = fc.oneof(
    fc.constantFrom(
      "${",
      "%{",
      "$${",
      "%%{",
      "$",
      "}",
      '"',
      "\\",
      "\n",
      "'",
      '${file("/etc/passwd")}',
      '%{ for x in ["a"] }',
      "${aws_vpc.main.id}",
      "${path.root}",
      "TfToken",
      "#{x}",
    ),
    fc.string({ unit: "grapheme", maxLength: 4 }),
  );
  const visible = fc
    .array(piece, { minLength: 1, maxLength: 10 })
    .map((pieces) => pieces.join(""))
    .filter((text) => !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/u.test(text.replace(/[\t\n]/g, "")))
    .filter((text) => !text.includes("TfToken[") && text.trim() !== "");
  const texts = fc.record(
    Object.fromEntries(
      FREE_TEXTS.map(({ key, longest }) => [key, visible.map((text) => cut(text, longest))]),
    ),
  );

  /** At most half as many characters as `longest`, without split surrogate pairs. */
  const cut = (text: string, longest: number): string => [...text].slice(0, Math.floor(longest / 2)).join("");

  /** Result of Terraform for a text without templates. */
  const evaluated = (text: string): string => text.replace(/([$%])\1\{/g, "$1{");

  test("arrives unchanged from every key that accepts any text, without findings", () => {
    fc.assert(
      fc.property(texts, (written) => {
        const plan = synthesized(loadedWith(written));
        const layers = Object.fromEntries(
          (["network", "cluster", "models"] as const).map((layer) => [
            layer,
            plan.stack(layer)?.json as Editable,
          ]),
        );
        for (const { key, arrived, as = (text: string) => text } of FREE_TEXTS) {
          const value = arrived(layers);
          if (value !== undefined) expect(evaluated(String(value))).toBe(as(written[key] ?? ""));
        }
        expect(found(TEXT_CHECKS, plan)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  test("arrives unchanged in the conditions and messages of an existing network", () => {
    fc.assert(
      fc.property(visible, (text) => {
        const name = cut(text, 32);
        const plan = synthesized(
          loaded("retail-forecast-console", {}, ({ network, entry }) => {
            network.vpcName = name;
            network.privateSubnets.namePrefix = name;
            entry.loadBalancerName = name;
            entry.targetGroupName = name;
          }),
        );
        const { data } = plan.stack("network")?.json as Editable;
        expect(evaluated(data.aws_vpcs.main.tags.Name)).toBe(name);
        expect(evaluated(data.aws_lb.demo.name)).toBe(name);
        expect(found(TEXT_CHECKS, plan)).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  test("is refused by the loader if it is invisible or contains a token", () => {
    const hidden = fc.constantFrom(
      "\u0000",
      "\u0007",
      "\u001b",
      "\u200b",
      "\u202e",
      "\u2066",
      "\ufeff",
      "TfToken[TOKEN.1]",
    );
    fc.assert(
      fc.property(fc.constantFrom(...FREE_TEXTS), visible, hidden, visible, ({ key }, before, bad, after) => {
        expect(() => loadedWith({ [key]: cut(before, 10) + bad + cut(after, 10) })).toThrow(ConfigError);
      }),
      { numRuns: 60 },
    );
  });
});
