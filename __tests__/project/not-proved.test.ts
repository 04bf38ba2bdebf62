import { NOTHING_STATED, type Stated } from "../../src/infrastructure/stated";
import { factsWithOneReading } from "../../dev/fact-mutants/one-reading";
import { notProved, notProvedLines } from "../../src/project/not-proved";
import { altered, environmentPlan } from "../support/altered";
import { type Edit } from "../support/findings";
import { ROOT } from "../support/documents";
import { withHub } from "../support/hub";
import { withNameServers } from "../support/name-servers";
import { existing, IDS, WITH_GATEWAY, withIds, withMoreIds } from "../support/network-by-ids";
import { planWith } from "../support/changed-plans";
import { planOf } from "../support/reference-plans";

type JudgedEnvironment = Parameters<typeof notProved>[0][number];

const EVERYTHING: Stated = {
  quotas: {},
  models: new Map([
    [
      "api",
      {
        rates: { perPod: 1, peak: 2, average: undefined },
        gpuMemoryGiB: 8,
        permissions: [{ actions: ["sqs:SendMessage"], resources: ["*"] }] as never,
        formerPorts: [],
      },
    ],
  ]),
  administrators: ["arn:a", "arn:b"],
  access: [{ role: "arn:c", namespaces: [], groups: [] }],
  extraRules: [{ group: "nodes", direction: "egress", peer: "10.0.0.0/8", port: 443, models: [] }],
  instanceTypes: { "m7i-flex.large": { vcpus: 2, memoryGiB: 8, pods: 29, gpus: 0 } },
  charts: [],
};
const RECORDED: Stated = { ...NOTHING_STATED, administrators: [], access: [], extraRules: [], charts: [] };

const judged = (environment: string, more: Partial<JudgedEnvironment> = {}): JudgedEnvironment => ({
  plan: environmentPlan(planOf(environment)),
  stated: RECORDED,
  findings: [],
  ...more,
});
const whatOf = (kind: string, ...environments: JudgedEnvironment[]): string[] =>
  notProved(environments, [])
    .filter((each) => each.kind === kind)
    .map(({ what, count }) => `${what} ${count}`);

/** Facts that no second source confirms. The program has the same ones in each environment. */
const READ_ONCE = expect.stringMatching(/^facts with one reading [1-9]\d*$/);

describe("verified only by a plan", () => {
  test("is nothing of a network that Terraform creates", () => {
    expect(whatOf("plan", judged("ml-inference-prod"))).toEqual([]);
  });

  test("is each condition on an existing network, counted by kind", () => {
    const of = (plan: ReturnType<typeof withIds>) =>
      whatOf("plan", { plan: environmentPlan(plan), stated: RECORDED, findings: [] });
    expect(of(withIds())).toEqual([
      "conditions on the VPC 4",
      expect.stringMatching(/^conditions on subnets \d+$/),
      expect.stringMatching(/^conditions on route tables \d+$/),
    ]);
    expect(of(withMoreIds()).map((each) => each.replace(/ \d+$/, ""))).toEqual([
      "conditions on the VPC",
      "conditions on subnets",
      "conditions on route tables",
      "conditions on security groups",
      "conditions on endpoints",
      "conditions on attachments",
    ]);
  });

  test("is each value that a plan lacks", () => {
    expect(whatOf("plan", judged("ml-inference-prod", { unknown: 4 }))).toEqual([
      "values that a plan lacks 4",
    ]);
  });
});

describe("stated only by the file", () => {
  test("is each stated value that no resource has", () => {
    expect(whatOf("stated", judged("ml-inference-prod", { stated: EVERYTHING }))).toEqual([
      "administrators 2",
      "access of other roles 1",
      "rules of network.extraRules 1",
      "permissions of models 1",
      "requests a second of models 1",
      "GPU memory of models 1",
      "sizes of instance types 1",
      "other sides of attachments 1",
    ]);
  });

  test("is an existing model bucket that no plan reads", () => {
    const unread = "model buckets that no plan reads 1";
    const network = { egress: "none" };
    const read = planWith("ml-inference-prod", {
      network,
      modelBucket: { existingName: "company.models-1" },
    });
    expect(whatOf("stated", judged("mlapp"))).toContain(unread);
    expect(whatOf("stated", judged("ml-inference-prod"))).not.toContain(unread);
    expect(whatOf("stated", judged("mlapp", { plan: environmentPlan(read) }))).not.toContain(unread);
  });

  test("is whether the VPC that one file gives by its id is that which another finds by tags", () => {
    const line = "VPCs by id and by tags that may be one 1";
    const byId = { ...judged(WITH_GATEWAY), plan: environmentPlan(withIds()) };
    const found = (ids: object, network: object = {}) => {
      const other = planWith(WITH_GATEWAY, existing({ ...IDS, vpcId: undefined, ...ids }, network));
      return whatOf("stated", byId, { ...byId, plan: environmentPlan(other) });
    };
    expect(found({ vpcTags: { Name: "shared" } })).toContain(line);
    const others = [
      found({ vpcId: "vpc-0123456789abcdef1" }),
      found(
        { vpcTags: { Name: "shared" } },
        { vpcCidr: "10.48.0.0/16", privateSubnets: { cidrs: ["10.48.0.0/19", "10.48.32.0/19"] } },
      ),
      whatOf("stated", byId),
    ];
    for (const lines of others) expect(lines).not.toContain(line);
  });

  test("is the other side of each attachment, by name", () => {
    expect(notProved([judged("mlapp")], [])).toContainEqual({
      kind: "stated",
      what: "other sides of attachments",
      count: 1,
      names: ["runners"],
    });
  });

  test("is what a hub has for the called services: endpoints, policies and names, in one line", () => {
    const plan = environmentPlan(withHub());
    const lines = notProvedLines(notProved([{ plan, stated: RECORDED, findings: [] }], []));
    expect(lines.filter((line) => line.includes("hub"))).toEqual([
      expect.stringMatching(
        /endpoints of a hub, with their policies and names 6 \(ecr\.api, ecr\.dkr, ec2 and 3 more\)/,
      ),
    ]);
  });

  test("is what name servers of a company forward to the VPC, in one line", () => {
    const plan = environmentPlan(withNameServers());
    const lines = notProvedLines(notProved([{ plan, stated: RECORDED, findings: [] }], []));
    expect(lines.filter((line) => line.includes("name servers"))).toEqual([
      expect.stringMatching(
        /names that own name servers forward to a resolver of the VPC \d+ \(\S+amazonaws\.com, /,
      ),
    ]);
  });

  test("is the egress VPC behind a transit gateway with the default route", () => {
    const plan = environmentPlan(planWith("ml-inference-prod", { network: { egress: "transit-gateway" } }));
    const what = "routes of transit gateways that lead 0.0.0.0/0 to an egress VPC, and back";
    expect(notProved([{ plan, stated: RECORDED, findings: [] }], [])).toContainEqual({
      kind: "stated",
      what,
      count: 1,
      names: ["organization"],
    });
    expect(notProved([judged("ml-inference-prod")], []).map((each) => each.what)).not.toContain(what);
  });

  test("is not known without a record of the file, and no check judges it", () => {
    expect(notProved([judged("ml-inference-prod", { stated: NOTHING_STATED })], [])).toContainEqual({
      kind: "judged",
      what: expect.stringMatching(/^people in the cluster, permissions, .* \(--in DIR\)$/) as string,
    });
  });
});

describe("judged by no check", () => {
  test("is the content of each image", () => {
    expect(whatOf("judged", judged("mlapp"))).toEqual([
      expect.stringMatching(/^contents and keep-alive times of images [1-9]\d*$/),
      READ_ONCE,
    ]);
  });

  test("is each accepted own block, by its address", () => {
    const entry = { index: 0, address: "aws_x.a", digest: "", reason: "", until: "2027-01-31" };
    const stated = { ...RECORDED, acceptedBlocks: [entry] };
    expect(notProved([judged("mlapp", { stated })], [])).toContainEqual({
      kind: "judged",
      what: "parts of acceptedBlocks",
      count: 1,
      names: ["aws_x.a"],
    });
  });

  test("is no block of another environment, whose file this one extends", () => {
    const entry = {
      index: 0,
      address: "aws_x.a",
      digest: "",
      reason: "",
      until: "2027-01-31",
      file: "base.yaml",
    };
    const stated = { ...RECORDED, acceptedBlocks: [entry] };
    expect(whatOf("judged", judged("mlapp", { stated }))).toEqual(whatOf("judged", judged("mlapp")));
  });

  test("is what findings say, by check, whether a waiver accepts them or not", () => {
    const findings = [
      { check: "gitops-not-judged", isNotJudged: true },
      { check: { id: "capacity-known" }, isNotJudged: true },
      { check: { id: "capacity-known" }, isNotJudged: true },
      { check: "operators-reach-api", isNotJudged: true },
      { check: "private-buckets" },
    ];
    expect(whatOf("judged", judged("ml-inference-prod", { findings })).slice(1)).toEqual([
      "gitops-not-judged 1",
      "capacity-known 2",
      "operators-reach-api 1",
      READ_ONCE,
    ]);
  });
});

test("environments are counted together", () => {
  const one = { findings: [{ check: "gitops-not-judged", isNotJudged: true }] };
  expect(whatOf("judged", judged("ml-inference-prod", one), judged("mlapp", one))).toContain(
    "gitops-not-judged 2",
  );
});

test("facts with one reading are counted once for several environments, with the page that lists them", () => {
  const counted = notProved([judged("ml-inference-prod"), judged("mlapp")], []).filter(
    ({ what }) => what === "facts with one reading",
  );
  const count = Object.values(factsWithOneReading(ROOT)).flat().length;
  expect(count).toBeGreaterThan(0);
  expect(counted).toEqual([
    { kind: "judged", what: "facts with one reading", count, names: ["docs/reference/one-reading.md"] },
  ]);
});

test("commands that were not run are the last", () => {
  expect(notProved([judged("mlapp")], ["check --plan", "verify"]).slice(-2)).toEqual([
    { kind: "command", what: "check --plan" },
    { kind: "command", what: "verify" },
  ]);
});

describe("as text", () => {
  test("has a line for each kind, with counts and names", () => {
    expect(
      notProvedLines([
        { kind: "plan", what: "conditions on subnets", count: 12 },
        { kind: "stated", what: "administrators", count: 2 },
        { kind: "stated", what: "other sides of attachments", count: 4, names: ["a", "b", "c", "d"] },
        { kind: "judged", what: "contents and keep-alive times of images", count: 23 },
        { kind: "command", what: "check --plan" },
        { kind: "command", what: "verify" },
      ]),
    ).toEqual([
      "not proved",
      "  only a plan verifies: conditions on subnets 12",
      "  only the file states: administrators 2, other sides of attachments 4 (a, b, c and 1 more)",
      "  no check judges: contents and keep-alive times of images 23",
      "  not run: check --plan, verify",
    ]);
  });

  test("of the reference environments has at most 6 lines of at most 300 letters", () => {
    const names = ["mlapp", "ml-platform", "retail-forecast-console", "ml-inference-hardened"];
    const all = names.map((name) => judged(name, { stated: EVERYTHING, unknown: 3 }));
    const lines = notProvedLines(notProved(all, ["check --plan", "verify", "lock images"]));
    expect(lines.length).toBeLessThanOrEqual(6);
    expect(lines.filter((line) => line.length > 300)).toEqual([]);
  });

  test("is empty where everything is proved", () => expect(notProvedLines([])).toEqual([]));
});

describe("parts of an output of unknown origin", () => {
  const partsWith = (edit: Edit): readonly string[] => {
    const plan = altered("ml-inference-prod", edit);
    return notProved([judged("ml-inference-prod", { plan, isOfUnknownOrigin: true })], []).flatMap(
      ({ what, names = [] }) => (what === "blocks with unjudged parts that may be edited" ? names : []),
    );
  };
  const isOfSettings = (line: string): boolean => / (provider\.\w+|terraform): /.test(line);

  test("have no argument of a provider or a backend that synth writes", () => {
    expect(partsWith(() => undefined).filter(isOfSettings)).toEqual([]);
  });

  test("have each other argument of a provider and a backend by its name", () => {
    const parts = partsWith(({ models }) => {
      models.provider.aws[0].http_proxy = "http://203.0.113.7";
      models.provider.helm[0].plugins_path = "/tmp/plugins";
      models.terraform.backend.s3.custom_ca_bundle = "/tmp/ca.pem";
    });
    expect(parts.filter(isOfSettings)).toEqual([
      "ml-inference-prod-models provider.aws: http_proxy",
      "ml-inference-prod-models provider.helm: plugins_path",
      "ml-inference-prod-models terraform: terraform with backend.s3.custom_ca_bundle",
    ]);
  });
});
