import { type Layer } from "../../../src/base/layers";
import { plain } from "../../../src/review/stages/phrase";
import { releaseSentences } from "../../../src/review/stages/provider-releases";
import { reviewJson } from "../../../src/review/rendering/json";
import { pageOf } from "../../../src/review/rendering/page-of";
import { type Review, reviewEnvironment } from "../../../src/review/stages/review";
import { TODAY } from "../../support/findings";
import { lockText } from "../../support/provider-locks";
import { type Layers, edited } from "../pairs";
import { NO_RECORD } from "../../../src/terraform/environment-record";

/** Releases of the AWS provider by layer, before and after a change. */
type Locks = Partial<Record<Layer, string>>;

const files = (locks: Locks): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(locks).map(([layer, version]) => [
      `${layer}/.terraform.lock.hcl`,
      lockText([{ version }, { address: "registry.terraform.io/hashicorp/helm", version: "3.1.2" }]),
    ]),
  );

const OTHER_RETENTION = ({ network }: Layers) => {
  network.resource.aws_cloudwatch_log_group.flow_logs.retention_in_days = 7;
};

function review(before: Locks, after: Locks, edit: (layers: Layers) => void = OTHER_RETENTION): Review {
  const pair = edited("retail-forecast", edit);
  return reviewEnvironment({
    environment: pair.environment,
    before: { stacks: pair.before, record: NO_RECORD, files: files(before) },
    after: { stacks: pair.after, record: NO_RECORD, files: files(after) },
    others: [[], []],
    plans: [],
    today: TODAY,
  });
}

const sentences = (...args: Parameters<typeof review>): string[] =>
  review(...args).providers.map((each) => plain(releaseSentences(each)));

test("a lock of the release that the effects were observed with is named", () => {
  expect(sentences({ network: "5.100.0" }, { network: "5.100.0" })).toEqual([
    "The lock selects hashicorp/aws 5.100.0, from which the effects are known.",
  ]);
});

test("of another release it is not known what it replaces", () => {
  expect(sentences({ network: "6.66.0" }, { network: "6.66.0" })).toEqual([
    "The lock selects hashicorp/aws 6.66.0. Effects are known from 5.100.0: it is not known which other arguments another release replaces or updates. Only a plan shows it.",
  ]);
});

test("a known fault of the selected release is named", () => {
  expect(sentences({ network: "6.28.0" }, { network: "6.28.0" })[0]).toMatch(
    / Known: 6\.28\.0: a change of private_dns_enabled replaces a VPC endpoint \(issue 46776\)\.$/,
  );
});

test("without a lock, the range is named from which init selects", () => {
  expect(sentences({}, {})).toEqual([
    "No lock selects a release of hashicorp/aws: terraform init selects the newest of >= 5.100.0, < 7.0.0, != 6.14.0, != 6.22.0. Effects are known from 5.100.0: it is not known which other arguments another release replaces or updates. Only a plan shows it.",
  ]);
});

test("layers with other releases are all named", () => {
  expect(sentences({}, { network: "5.100.0", cluster: "6.66.0" })[0]).toMatch(
    /^The lock selects hashicorp\/aws 5\.100\.0, 6\.66\.0\. Effects are known from 5\.100\.0/,
  );
});

test("a lock that selects another release is named without a change of a resource", () => {
  expect(sentences({ network: "5.100.0" }, { network: "6.66.0" }, () => undefined)).toEqual([
    "The lock selects hashicorp/aws 6.66.0 (before: 5.100.0). Effects are known from 5.100.0: it is not known which other arguments another release replaces or updates. Only a plan shows it.",
  ]);
});

test("a removed lock is named", () => {
  expect(sentences({ network: "5.100.0" }, {}, () => undefined)[0]).toMatch(
    /^No lock selects a release of hashicorp\/aws \(before: 5\.100\.0\): /,
  );
});

test("a review without a predicted effect names no provider", () => {
  const removed = ({ network }: Layers) => {
    delete network.resource.aws_flow_log;
  };
  expect(sentences({}, {}, () => undefined)).toEqual([]);
  expect(sentences({}, {}, removed)).toEqual([]);
});

test("only the providers of changed resources are named", () => {
  const changed = ({ models }: Layers) => {
    models.resource.kubernetes_deployment_v1.retail_forecast_api.wait_for_rollout = true;
  };
  expect(sentences({}, {}, changed)).toEqual([expect.stringContaining("hashicorp/kubernetes")]);
});

test("the page and the JSON have it", () => {
  const reviewed = review({ network: "6.66.0" }, { network: "6.66.0" });
  const { facts, sections } = pageOf(reviewed);
  expect(facts.map(plain)).toContainEqual(expect.stringContaining("effects of hashicorp/aws 6.66.0"));
  const providers = sections.find(({ title }) => title === "Providers")?.lines ?? [];
  expect(providers.map(({ text }) => plain(text))).toContainEqual(
    expect.stringContaining("The lock selects hashicorp/aws 6.66.0."),
  );
  expect(reviewJson(reviewed)).toMatchObject({
    providers: [{ provider: "hashicorp/aws", table: "5.100.0", selected: ["6.66.0"], isKnown: false }],
  });
});
