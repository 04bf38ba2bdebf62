import { CHECKS } from "../../../src/checks/all";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { type Edit, found, foundBy, newlyFound } from "../../support/findings";
import { PROXY_RANGES, proxyPlan, withProxy } from "../../support/https-proxy";
import { configWith } from "../../support/environments";
import { settingsFor } from "../../support/recorded-causes";
import { proxyExceptionsOf } from "../../../src/parts/https-proxy/checks/proxy-exceptions";
import { statedIn } from "../../../src/infrastructure/stated";
import { planWith } from "../../support/changed-plans";

const plan = proxyPlan();
const newly = (edit: Edit): string => newlyFound(CHECKS, plan, edit).join("\n");

test("a proxy of the file has no finding", () => {
  const before = new Set(
    found(CHECKS, environmentPlan(planWith("retail-forecast", { network: withProxy().network }))),
  );
  expect(found(CHECKS, environmentPlan(plan)).filter((line) => !before.has(line))).toEqual([]);
});

const inUserData =
  (from: string | RegExp, to: string): Edit =>
  ({ cluster }) => {
    for (const template of Object.values<Editable>(cluster.resource.aws_launch_template)) {
      const text = Buffer.from(String(template["user_data"]), "base64").toString();
      template["user_data"] = Buffer.from(text.replaceAll(from, to)).toString("base64");
    }
  };

const inVariables =
  (edit: (data: Editable) => void): Edit =>
  ({ models }) => {
    for (const map of Object.values<Editable>(models.resource.kubernetes_config_map_v1))
      if (map["data"]?.HTTPS_PROXY !== undefined) edit(map["data"]);
  };

test.each<[string, string, Edit]>([
  [
    "the peer of network policies",
    "network-policy-paths",
    ({ models }) => {
      const text = JSON.stringify(models).replaceAll(`"${PROXY_RANGES[0] ?? ""}"`, '"10.254.7.0/28"');
      Object.assign(models, JSON.parse(text) as Editable);
    },
  ],
  [
    "the exception of an endpoint on nodes",
    "proxy-exceptions",
    inUserData(/sts\.ap-southeast-1[^,"]*/g, "sts.example"),
  ],
  [
    "the exception of an endpoint in a model",
    "proxy-exceptions",
    inVariables((data) => (data["NO_PROXY"] = data["NO_PROXY"].replace(/,\.s3\.[^,]*/, ""))),
  ],
  [
    "the exception of an endpoint in lower case",
    "proxy-exceptions",
    inVariables((data) => (data["no_proxy"] = data["no_proxy"].replace(",169.254.169.254", ""))),
  ],
  ["the name of the Kubernetes API", "proxy-exceptions", inUserData(/\.eks\.amazonaws\.com[^,"]*,/g, "")],
  [
    "the exceptions",
    "proxy-exceptions",
    inVariables((data) => {
      delete data["NO_PROXY"];
      delete data["no_proxy"];
    }),
  ],
  [
    "the proxy of a model, to another one",
    "proxy-exceptions",
    inVariables((data) => (data["HTTPS_PROXY"] = "http://other.example:3128")),
  ],
  [
    "the proxy of nodes, to one with a password",
    "proxy-exceptions",
    inUserData("http://proxy.corp", "http://ml:example@proxy.corp"),
  ],
])("%s, removed or wrong, is found", (_, check, edit) => {
  expect(newly(edit)).toContain(check);
});

test("ranges that the file does not state are no proxy", () => {
  const statedOf = () => statedIn(settingsFor(configWith("retail-forecast", withProxy())));
  const edited = altered(plan, ({ cluster }) => {
    cluster.output.https_proxy.value.cidrs = ["10.0.0.0/8"];
  });
  expect(foundBy(proxyExceptionsOf, environmentPlan(plan), { statedOf })).toEqual([]);
  expect(foundBy(proxyExceptionsOf, edited, { statedOf }).join()).toContain(
    "the file states http://proxy.corp.example:3128 in 10.254.8.0/28, 10.254.9.0/28",
  );
});

test("a proxy that the file gives a model itself is not compared", () => {
  const models = [
    {
      name: "own",
      image: { tag: "1.0.0" },
      environment: { HTTPS_PROXY: "http://10.254.8.4:80", NO_PROXY: ".x.example" },
    },
  ];
  const extraRules = [
    {
      group: "nodes",
      direction: "egress",
      peer: "10.254.8.0/28",
      port: 80,
      reason: "own proxy",
      models: ["own"],
    },
  ];
  const { network } = withProxy();
  const change = withProxy({}, { models, network: { ...network, extraRules } });
  const statedOf = () => statedIn(settingsFor(configWith("retail-forecast", change)));
  const own = environmentPlan(planWith("retail-forecast", change));
  expect(foundBy(proxyExceptionsOf, own, { statedOf })).toEqual([]);
  expect(foundBy(proxyExceptionsOf, own).join()).toContain("have another proxy");
});

describe("proxy-exceptions finds", () => {
  const foundWith = (settings: object, model: object, network: object = {}): string => {
    const models = [{ name: "own", image: { tag: "1.0.0" }, ...model }];
    const change = withProxy(settings, { models, network: { ...withProxy().network, ...network } });
    const statedOf = () => statedIn(settingsFor(configWith("retail-forecast", change)));
    return foundBy(proxyExceptionsOf, environmentPlan(planWith("retail-forecast", change)), {
      statedOf,
    }).join("\n");
  };
  const image = { repository: "harbor.corp.example/ml/own", tag: "1.0.0" };
  const ruleTo = (peer: string, port: number) => ({
    extraRules: [{ group: "nodes", direction: "egress", peer, port, reason: "server" }],
  });

  test("a registry that noProxy names and no rule leads to", () => {
    const noProxy = [".corp.example"];
    const message = "pull images of harbor.corp.example without the proxy, since NO_PROXY names it";
    expect(foundWith({ noProxy }, { image })).toContain(message);
    expect(foundWith({}, { image })).toBe("");
    expect(foundWith({ noProxy }, { image }, ruleTo("10.254.10.0/28", 443))).toBe("");
    expect(foundWith({ noProxy }, { image }, ruleTo("10.254.10.0/28", 8443))).toContain(message);
  });

  test("an image of the public gallery, whose token takes no proxy", () => {
    const gallery = { repository: "public.ecr.aws/bank/own", tag: "1.0.0" };
    expect(foundWith({}, { image: gallery })).toContain(
      "not judged: whether nodes pull images of public.ecr.aws",
    );
  });

  test("an address of the proxy outside of its ranges", () => {
    const edited = altered(plan, ({ cluster }) => {
      cluster.output.https_proxy.value.url = "http://10.254.10.10:3128";
    });
    expect(foundBy(proxyExceptionsOf, edited).join()).toContain("10.254.10.10 is in none of the ranges");
  });

  test("a proxy of a model itself that no rule leads to", () => {
    const environment = { HTTPS_PROXY: "http://ml:example@other.corp.example:8080" };
    const message = "own calls by other.corp.example:8080, and no rule of nodes leads to a range on TCP 8080";
    expect(foundWith({}, { environment })).toContain(message);
    expect(foundWith({}, { environment }, ruleTo("10.254.10.0/28", 8080))).toBe("");
  });

  test("a service of another Region that noProxy names", () => {
    const permissions = [
      {
        actions: ["bedrock:InvokeModel"],
        resources: ["arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0"],
      },
    ];
    const message = "call services of us-east-1 without the proxy, since NO_PROXY names them";
    expect(foundWith({ noProxy: [".amazonaws.com"] }, { permissions })).toContain(message);
    expect(foundWith({}, { permissions })).toBe("");
  });
});
