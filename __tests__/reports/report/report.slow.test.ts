import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DOMParser, type Document } from "@xmldom/xmldom";
import fc from "fast-check";
import { markup, raw } from "../../../src/base/markup";
import { runReport } from "../../../src/reports/report-command";
import { CHECKS } from "../../../src/checks/all";
import { type Run, runOfAsync } from "../../support/command-runs";
import { ENVIRONMENTS } from "../../support/environments";
import { TODAY } from "../../support/findings";
import { publishTo, workFolder } from "../../support/published-output";
import { planOf } from "../../support/reference-plans";
import { onXmlError } from "../../support/xml-errors";
import { tableMarkup } from "../../../src/reports/report/section";

const work = workFolder("report");
const [out, pages] = [join(work, "out"), join(work, "pages")];

const run = (...args: readonly string[]): Promise<Run> =>
  runOfAsync(async (output) => runReport(["--in", out, ...args], { variables: {}, today: TODAY }, output));

beforeAll(async () => {
  publishTo(out);
  const { status, stdout, stderr } = await run("--out", pages);
  expect([status, stdout]).toEqual([0, ""]);
  expect(stderr.trim().split("\n")).toHaveLength(ENVIRONMENTS.length);
});

const pageOf = (environment: string): string => readFileSync(join(pages, `${environment}.html`), "utf8");

/** The page as XML, which is stricter than HTML: an open element is an error. */
const documentOf = (html: string): Document =>
  new DOMParser({ onError: onXmlError }).parseFromString(html, "application/xhtml+xml");

const textOf = (html: string): string => documentOf(html).documentElement?.textContent ?? "";

/** Text of one section of a page. */
const sectionOf = (environment: string, id: string): string => {
  const html = pageOf(environment);
  const start = html.indexOf(`<section id="${id}"`);
  const end = html.indexOf("</section>", start);
  return start === -1 ? "" : textOf(html.slice(start, end + "</section>".length));
};

const names = (environment: string, type: string, key: string): string[] =>
  planOf(environment)
    .stacks.flatMap((stack) => stack.resources(type))
    .map(({ config }) => String(config[key]));

describe.each(ENVIRONMENTS)("the page of %s", (environment) => {
  test("ends with what is not proved", () => {
    const [last] = [...pageOf(environment).matchAll(/<section id="([^"]+)"/g)].reverse();
    expect(last?.[1]).toBe("not-proved");
    expect(sectionOf(environment, "not-proved")).toMatch(/not run: check, check --plan, verify/);
  });

  test("has every role, add-on, chart and database of the JSON", () => {
    const text = textOf(pageOf(environment));
    const expected = [
      ...names(environment, "aws_iam_role", "name"),
      ...names(environment, "aws_eks_addon", "addon_name"),
      ...names(environment, "aws_db_instance", "engine"),
      ...names(environment, "aws_subnet", "cidr_block"),
    ].filter((name) => !name.includes("${"));
    expect(expected.length).toBeGreaterThan(5);
    expect(expected.filter((name) => !text.includes(name))).toEqual([]);
  });

  test("names every model with its host, path, image and secrets, and how to call it", () => {
    const models = sectionOf(environment, "models");
    const texts = planOf(environment).stacks.find(({ name }) => name.endsWith("-models"));
    const raw = JSON.stringify(texts?.json);
    const secrets = [...raw.matchAll(/\\"objectName\\*":\\*"([^"\\]+)/g)].map(([, name]) => name ?? "");
    const hosts = [...raw.matchAll(/"host":"([^"$]+)"/g)].map(([, host]) => host ?? "");
    const paths = [...raw.matchAll(/"path":"(\/[^"]*)","path_type"/g)].map(([, path]) => path ?? "");
    const deployments = (texts?.resources("kubernetes_deployment_v1") ?? []).map(
      ({ config }) => (config["metadata"] as { name: string }).name,
    );
    expect(deployments.length).toBeGreaterThan(0);
    expect([...deployments, ...secrets, ...hosts, ...paths].filter((each) => !models.includes(each))).toEqual(
      [],
    );
    expect(models).toMatch(/\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com\/\S+:\S/);
    expect(models.match(/curl --fail-with-body /g)?.length).toBeGreaterThanOrEqual(deployments.length);
  });

  test("explains the colours and lines of its picture", () => {
    const network = sectionOf(environment, "network");
    for (const each of ["Network", "Compute", "Storage", "Security", "security groups of both sides allow"])
      expect(network).toContain(each);
  });

  test("loads nothing and runs no script", () => {
    const html = pageOf(environment);
    expect(html).not.toMatch(
      /<script|<link|<img|<iframe|\son\w+=|url\(|@import|https?:\/\/(?!www\.w3\.org\/)[^<]*"/,
    );
    expect(html).toContain("default-src 'none'");
  });

  test("shows no expression of Terraform to its reader", () => {
    expect(textOf(pageOf(environment))).not.toContain("${");
  });

  test("says what the checks found, and every waiver with its last day", () => {
    const text = textOf(pageOf(environment));
    expect(text).toContain(`${CHECKS.length} checks: 0 errors`);
  });

  test("links to every section, and each id occurs once", () => {
    const found = [...pageOf(environment).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    const linked = [...pageOf(environment).matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(found).size).toBe(found.length);
    expect(linked.filter((id) => !found.includes(id))).toEqual([]);
  });
});

test.each([
  ["mlapp", "curl --fail-with-body --json @request.json https://mlapp.com/predict"],
  [
    "ml-platform",
    "curl --fail-with-body --json @request.json https://models.ml.example.com/v1/models/fraud-detection:predict",
  ],
  ["retail-forecast", "curl --fail-with-body https://forecast.retail.example.com/health"],
  ["ml-inference-hardened", "curl --fail-with-body https://inference.ml.example.com/health"],
  [
    "ml-inference-prod",
    `curl --fail-with-body "http://$(terraform -chdir=cdktf.out/stacks/ml-inference-prod-models output -json load_balancer_hosts | jq -r '."ml-inference-api-nlb"')/health"`,
  ],
  [
    "retail-forecast-console",
    'curl --fail-with-body "http://$(terraform -chdir=cdktf.out/stacks/retail-forecast-console-network output -raw alb_dns_name)/health"',
  ],
])("a model of %s is called by: %s", (environment, command) => {
  expect(sectionOf(environment, "models")).toContain(command);
});

test("an environment with waivers shows reason and last day of each", () => {
  const text = textOf(pageOf("mlapp"));
  expect(text).toContain("policies-on-fargate");
  expect(text).toContain("Security groups alone separate these pods from others.");
  expect(text).toContain("2027-05-31");
});

test.each([
  [
    "mlapp",
    "Kubernetes on EKS",
    "2027-08-02",
    "2027-08-03",
    "in extended support, which costs six times as much",
  ],
  ["ml-platform", "RDS for postgres", "2030-02-28", "2030-03-01", "in extended support, which costs extra"],
  ["ml-platform", "RDS for mysql", "2029-07-31", "2032-08-01", "without support"],
])(
  "in %s, the support of %s until %s is counted from the date of the page",
  async (environment, program, ends, later, then) => {
    const folder = join(work, `later-${later}`);
    await runOfAsync(async (output) =>
      runReport(
        ["--in", out, "--environments", environment, "--out", folder],
        { variables: {}, today: later },
        output,
      ),
    );
    const rowIn = (html: string): string => textOf(html).split(program)[1] ?? "";
    expect(rowIn(pageOf(environment))).toMatch(
      new RegExp(`^\\s*\\S+\\s*\\d+ days of standard support left: standard until ${ends}`),
    );
    expect(rowIn(readFileSync(join(folder, `${environment}.html`), "utf8"))).toMatch(
      new RegExp(`^\\s*\\S+?\\s*${then}`),
    );
  },
);

test("the same stacks and day give the same bytes", async () => {
  const folder = join(work, "again");
  await run("--out", folder);
  expect(readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"))).toEqual(
    readdirSync(pages).map((file) => readFileSync(join(pages, file), "utf8")),
  );
});

test("an unknown environment, and a folder in the place of the page, are errors with the fix", async () => {
  const unknown = await run("--environments", "mlap", "--out", pages);
  expect([unknown.status, unknown.stdout]).toEqual([1, ""]);
  expect(unknown.stderr).toContain("did you mean mlapp?");
  const taken = join(work, "taken");
  mkdirSync(join(taken, "mlapp.html"), { recursive: true });
  const refused = await run("--environments", "mlapp", "--out", taken);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain("got a folder");
});

test("every text in a page is escaped", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), (first, second) => {
      const { html } =
        markup`<main title="${first}">${[first, tableMarkup(second, [first], [[second, first]])]}</main>`;
      const text = documentOf(html).documentElement?.textContent ?? "";
      expect(text.length).toBeGreaterThanOrEqual(first.trim().length);
      expect(html).not.toMatch(/<script/i);
    }),
  );
});

test("only raw markup is not escaped", () => {
  expect(markup`${markup`<p>${"<b>"}${raw("<i></i>")}${3}</p>`}`.html).toBe("<p>&#60;b&#62;<i></i>3</p>");
});
