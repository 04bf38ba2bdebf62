import { type EnvironmentRecord, NO_RECORD } from "../../src/terraform/environment-record";
import { reviewJson } from "../../src/review/rendering/json";
import { htmlReport } from "../../src/review/rendering/html";
import { markdownReport } from "../../src/review/rendering/markdown";
import { pageOf } from "../../src/review/rendering/page-of";
import { textPage } from "../../src/review/text";
import { type Review } from "../../src/review/stages/review";
import { halfOfRow } from "../support/covering-sample";
import { planOf } from "../support/reference-plans";
import { KINDS } from "./kinds-of-secrets";
import { base64 } from "./long-values";
import { type Layers, outputStacks, reviewOf } from "./pairs";

const ENVIRONMENT = "retail-forecast-option-b";
const plan = planOf(ENVIRONMENT);

/** A place for a secret. */
interface Place {
  readonly place: string;
  /** Whether the place tells that its value is a secret. */
  readonly isNamed: boolean;
  readonly edit?: (layers: Layers, secret: string) => void;
  readonly record?: (secret: string) => Partial<EnvironmentRecord>;
}

const OBJECT = { layer: "cluster", address: "aws_eks_cluster.main" } as const;
const own = (type: string, values: (secret: string) => object) => (layers: Layers, secret: string) => {
  layers.cluster.resource[type] = { ...(layers.cluster.resource[type] as object), own: values(secret) };
};

const PLACES: readonly Place[] = [
  {
    place: "an argument that is a password",
    isNamed: true,
    edit: own("aws_db_instance", (password) => ({ identifier: "own", password })),
  },
  {
    place: "an argument of an unknown type",
    isNamed: true,
    edit: own("other_login", (authToken) => ({ login: { authToken } })),
  },
  {
    place: "a secret of Kubernetes",
    isNamed: true,
    edit: own("kubernetes_secret_v1", (value) => ({ data: { "config.json": value } })),
  },
  {
    place: "a parameter of the kind SecureString",
    isNamed: true,
    edit: own("aws_ssm_parameter", (value) => ({ name: "/own", type: "SecureString", value })),
  },
  {
    place: "a variable of an environment",
    isNamed: true,
    edit: own("kubernetes_pod_v1", (value) => ({
      spec: { container: [{ name: "own", env: [{ name: "DB_PASSWORD", value }] }] },
    })),
  },
  {
    place: "a value that a chart sets",
    isNamed: true,
    edit: own("helm_release", (value) => ({ name: "own", set: [{ name: "auth.adminPassword", value }] })),
  },
  {
    place: "values of a chart as YAML",
    isNamed: true,
    edit: own("helm_release", (value) => ({
      name: "own",
      values: [`replicas: 2\nauth:\n  adminPassword: ${JSON.stringify(value)}\n`],
    })),
  },
  {
    place: "a file of a ConfigMap",
    isNamed: true,
    edit: own("kubernetes_config_map_v1", (value) => ({
      data: { "app.properties": `mode=on\nclient_secret=${JSON.stringify(value)}\n` },
    })),
  },
  {
    place: "user data",
    isNamed: true,
    edit: own("aws_launch_template", (value) => ({
      user_data: base64(`#!/bin/sh\nexport API_TOKEN=${JSON.stringify(value)}\nstart\n`),
    })),
  },
  {
    place: "the default of a sensitive variable",
    isNamed: true,
    edit: ({ cluster }, secret) => {
      cluster.variable = { ...(cluster.variable as object), own: { sensitive: true, default: secret } };
      own("aws_ecr_repository", () => ({ name: "own-${var.own}" }))({ cluster } as Layers, secret);
    },
  },
  {
    place: "the default of a variable that is named like a secret",
    isNamed: true,
    edit: ({ cluster }, secret) => {
      cluster.variable = { ...(cluster.variable as object), db_password: { default: secret } };
      own("aws_ecr_repository", () => ({ name: "own-${var.db_password}" }))({ cluster } as Layers, secret);
    },
  },
  {
    place: "a local value",
    isNamed: true,
    edit: ({ cluster }, secret) => {
      cluster.locals = { ...(cluster.locals as object), api_token: secret };
    },
  },
  {
    place: "a sensitive output",
    isNamed: true,
    edit: ({ cluster }, secret) => {
      cluster.output = { ...(cluster.output as object), own: { sensitive: true, value: { a: [secret] } } };
    },
  },
  {
    place: "a key of for_each",
    isNamed: false,
    edit: own("aws_ecr_repository", (secret) => ({ name: "${each.key}", for_each: { [secret]: 1 } })),
  },
  {
    place: "a tag",
    isNamed: false,
    edit: ({ network }, secret) => (network.resource.aws_vpc.main.tags.Note = `see ${secret} for it`),
  },
  {
    place: "a long description",
    isNamed: false,
    edit: ({ network }, secret) =>
      (network.resource.aws_security_group.alb.description = `${"long ".repeat(29)}${secret}`),
  },
  {
    place: "a policy",
    isNamed: false,
    edit: own("aws_iam_policy", (secret) => ({
      policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: "Own", Action: secret }] }),
    })),
  },
  {
    place: "the name of a block",
    isNamed: false,
    edit: ({ cluster }, secret) => {
      cluster.resource.aws_ecr_repository = {
        ...(cluster.resource.aws_ecr_repository as object),
        [secret]: { name: "own" },
      };
    },
  },
  {
    place: "a finding of an own check",
    isNamed: false,
    record: (secret) => ({
      ownChecks: [
        {
          id: "own",
          severity: "error",
          title: "own",
          why: "own",
          source: "checks/own.ts",
          findings: [{ ...OBJECT, message: `found ${secret} here`, fix: `remove ${secret}` }],
        },
      ],
    }),
  },
  {
    place: "the reason of a waiver",
    isNamed: false,
    record: (reason) => ({
      waivers: [{ check: "none", address: OBJECT.address, finding: "abc", reason, until: "2027-05-31" }],
    }),
  },
  {
    place: "a value of the environment's file",
    isNamed: true,
    record: (value) => ({
      settings: [{ path: ["models", 0, "env", "DB_PASSWORD"], value, at: "retail.yaml:3:1" }],
      causes: [],
    }),
    edit: own("other_login", (value) => ({ anything: value })),
  },
  {
    place: "a text of the environment's file",
    isNamed: false,
    record: (value) => ({
      settings: [{ path: ["owner"], value: `the owner of ${value}`, at: "retail.yaml:3:1" }],
      causes: [],
    }),
  },
];

function reviewed({ edit, record }: Place, secrets: readonly [string, string], isNew: boolean): Review {
  const [before, after] = secrets.map((secret) => ({
    stacks: outputStacks(plan, (layers) => edit?.(layers, secret)),
    record: { ...NO_RECORD, ...record?.(secret) },
  })) as [
    { stacks: ReturnType<typeof outputStacks>; record: EnvironmentRecord },
    { stacks: ReturnType<typeof outputStacks>; record: EnvironmentRecord },
  ];
  return reviewOf(
    { environment: ENVIRONMENT, before: isNew ? outputStacks(plan) : before.stacks, after: after.stacks },
    { records: [isNew ? NO_RECORD : before.record, after.record] },
  );
}

const FORMATS: Readonly<Record<string, (review: Review) => string>> = {
  text: (review) => textPage(pageOf(review)),
  Markdown: (review) => markdownReport({ reviews: [review] }, () => "review"),
  HTML: (review) => htmlReport({ reviews: [review] }),
  JSON: (review) => JSON.stringify(reviewJson(review)),
};

/** Characters of a secret that are too many to be shown. */
const SHOWN = 10;

/** Parts of a secret that a text shows. */
function shownOf(text: string, secret: string): string[] {
  const parts = secret.split("\n").filter((line) => !line.startsWith("-----"));
  return parts
    .flatMap((part) =>
      Array.from({ length: Math.max(1, part.length - SHOWN + 1) }, (_, at) => part.slice(at, at + SHOWN)),
    )
    .filter((part) => part !== "" && text.includes(part))
    .slice(0, 1);
}

const CASES = PLACES.flatMap((place, row) => {
  const kinds = KINDS.filter(({ isRecognized }) => place.isNamed || isRecognized);
  return halfOfRow(kinds, row).map((kind) => ({ name: `${kind.kind} in ${place.place}`, place, kind }));
});

test.each(CASES)("$name is in no format", ({ place, kind }) => {
  const { texts, hidden = texts } = kind;
  const found = [false, true].flatMap((isNew) => {
    const review = reviewed(place, texts, isNew);
    return Object.entries(FORMATS).flatMap(([format, print]) => {
      const text = print(review);
      return hidden.flatMap((secret) => shownOf(text, secret).map((part) => `${format}: ${part}`));
    });
  });
  expect(found).toEqual([]);
});

test("names of secrets and references to them are shown", () => {
  const edit = (name: string) =>
    outputStacks(plan, ({ cluster }) => {
      cluster.resource.kubernetes_pod_v1 = {
        own: { spec: { volume: [{ name: "own", secret: [{ secret_name: name }] }] } },
      };
    });
  const review = reviewOf({ environment: ENVIRONMENT, before: edit("db-login"), after: edit("db-access") });
  expect(textPage(pageOf(review))).toMatch(/secret_name of .*: db-login → db-access/);
});
