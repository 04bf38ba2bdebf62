import { readFileSync } from "node:fs";
import { join } from "node:path";
import { idleTimeout } from "../../../src/checks/entry/idle-timeout";
import { VLLM_FACTS } from "../../../src/evidence/vllm";
import { entriesOf } from "../../../src/infrastructure/network-entries";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { CONTEXT, type Edit, foundBy, newlyFound } from "../../support/findings";
import { CHAT, onGpus } from "../../support/llm";
import { type Plan } from "../../support/plan";
import { settingsFor } from "../../support/recorded-causes";
import { chat, chatPlan, podOfChat, withArgument } from "../../support/vllm";

const IDLE = { entry: { idleTimeoutSeconds: 300 } };

/** Findings in the stacks of one file, by the record of another one. */
const judged = (environment: string, emitted: object, stated: object): string[] =>
  foundBy(idleTimeout, environmentPlan(planWith(environment, emitted)), {
    statedOf: () => statedIn(settingsFor(configWith(environment, stated))),
  });

test.each(["ml-platform", "retail-forecast-option-b", "ml-inference-prod"])(
  "idle-timeout finds nothing in %s, whose load balancer is as its file states",
  (environment) => {
    const change = environment === "ml-inference-prod" ? {} : IDLE;
    expect(judged(environment, change, change)).toEqual([]);
    expect(judged(environment, {}, {})).toEqual([]);
  },
);

test.each([
  [{}, IDLE, "closes a silent connection after 60 s, expected 300 s of the file"],
  [IDLE, {}, "closes a silent connection after 300 s, expected 60 s of the file"],
])("idle-timeout finds each Ingress and the ALB of %j where the file has %j", (emitted, stated, problem) => {
  const ofGroup = judged("ml-platform", emitted, stated);
  expect(ofGroup.length).toBeGreaterThan(1);
  expect(ofGroup.every((line) => line.includes(problem))).toBe(true);
  expect(judged("retail-forecast-option-b", emitted, stated)).toEqual([expect.stringContaining(problem)]);
});

test("idle-timeout does not judge an NLB beside the entry, whose time no key states", () => {
  const change = { entry: { idleTimeoutSeconds: 300 } };
  const beside = altered(planWith("ml-platform", change), ({ models }) => {
    const service = models.resource.kubernetes_service_v1.demand_forecast;
    models.resource.kubernetes_service_v1.beside = {
      ...service,
      metadata: {
        ...service.metadata,
        name: "beside",
        annotations: { "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip" },
      },
      spec: { ...service.spec, type: "LoadBalancer", load_balancer_class: "service.k8s.aws/nlb" },
    };
  });
  expect(entriesOf(beside).filter(({ kind }) => kind === "nlb")).toHaveLength(1);
  expect(
    foundBy(idleTimeout, beside, {
      statedOf: () => statedIn(settingsFor(configWith("ml-platform", change))),
    }),
  ).toEqual([]);
});

test("idle-timeout judges nothing without a record of the file", () => {
  expect(foundBy(idleTimeout, environmentPlan(planWith("ml-platform", IDLE)))).toEqual([]);
});

const behindNlb = () => planWith("ml-inference-prod", { ...onGpus("g6.xlarge"), models: [CHAT] });

const streams = (from: Plan, edit: Edit): string[] => newlyFound([idleTimeout], from, edit);

test("ML-01 idle-timeout finds nothing at a language model behind an ALB and behind an NLB", () => {
  expect(foundBy(idleTimeout, environmentPlan(chatPlan()))).toEqual([]);
  expect(entriesOf(environmentPlan(behindNlb())).map(({ kind }) => kind)).toContain("nlb");
  expect(foundBy(idleTimeout, environmentPlan(behindNlb()))).toEqual([]);
});

test.each<readonly [string, () => Plan, Edit, string]>([
  [
    "a stream without comments behind an ALB",
    chatPlan,
    withArgument("--sse-keep-alive-interval"),
    "sends nothing into a stream of /v1/chat/completions and /v1/completions without tokens, which the load balancer closes after 60 s: set --sse-keep-alive-interval below it",
  ],
  [
    "comments as rare as the idle timeout of an ALB",
    chatPlan,
    withArgument("--sse-keep-alive-interval", "--sse-keep-alive-interval=60"),
    "sends a comment into streams of /v1/chat/completions and /v1/completions each 60 s, and the load balancer closes a silent stream after 60 s",
  ],
  [
    "comments as rare as the fixed time of an NLB",
    behindNlb,
    withArgument("--sse-keep-alive-interval", "--sse-keep-alive-interval=350"),
    "sends a comment into streams of /v1/chat/completions and /v1/completions each 350 s, and the load balancer closes a silent stream after 350 s",
  ],
  [
    "no time for open answers",
    chatPlan,
    withArgument("--shutdown-timeout"),
    "ends open answers after 0 s, expected the 60 s in which the load balancer waits for one: set --shutdown-timeout=60",
  ],
  [
    "less time for open answers than an NLB waits",
    behindNlb,
    withArgument("--shutdown-timeout", "--shutdown-timeout=60"),
    "ends open answers after 60 s, expected the 350 s in which the load balancer waits for one: set --shutdown-timeout=350",
  ],
  [
    "a grace period that ends before open answers",
    chatPlan,
    podOfChat((spec) => (spec["termination_grace_period_seconds"] = 74)),
    "needs 75 s to end, 15 s of preStop and 60 s of --shutdown-timeout, and Kubernetes kills it after 74 s",
  ],
])("ML-01 idle-timeout finds %s", (_, from, edit, problem) => {
  expect(streams(from(), edit)).toEqual([
    expect.stringContaining(`deployment chat: container chat ${problem}`),
  ]);
});

test("ML-01 idle-timeout reads the time of a listener without TLS of an NLB", () => {
  const longer: Edit = (layers) => {
    for (const { metadata, spec } of Object.values<Editable>(layers.models.resource.kubernetes_service_v1)) {
      if (spec.type !== "LoadBalancer") continue;
      metadata.annotations["service.beta.kubernetes.io/aws-load-balancer-listener-attributes.TCP-80"] =
        "tcp.idle_timeout.seconds=400";
    }
    withArgument("--shutdown-timeout", "--shutdown-timeout=350")(layers);
  };
  expect(streams(behindNlb(), longer)).toEqual([expect.stringContaining("set --shutdown-timeout=400")]);
});

test("ML-01 idle-timeout does not judge arguments in a shell", () => {
  const inShell = chat((each) => {
    each["command"] = ["/bin/sh", "-c"];
    each["args"] = ["vllm serve s3://bucket/chat"];
  });
  expect(streams(chatPlan(), inShell)).toEqual([]);
});

test.each(["ml-platform", "retail-forecast-option-b"])(
  "idle-timeout names a time in which %s ends requests that its health check still waits for",
  (environment) => {
    const short = { entry: { idleTimeoutSeconds: 1 } };
    expect(judged(environment, short, short)).toContainEqual(
      expect.stringContaining(
        "it ends each request without an answer after 1 s, and its health check waits 5 s for one",
      ),
    );
  },
);

test("idle-timeout warns of a short time, which the file asks for", () => {
  const short = { entry: { idleTimeoutSeconds: 4 } };
  const findings = idleTimeout.run(environmentPlan(planWith("retail-forecast-option-b", short)), {
    ...CONTEXT,
    statedOf: () => statedIn(settingsFor(configWith("retail-forecast-option-b", short))),
  });
  expect(findings).toEqual([expect.objectContaining({ requestedBy: "entry.idleTimeoutSeconds" })]);
});

test("idle-timeout accepts the time that the health check waits", () => {
  const same = { entry: { idleTimeoutSeconds: 5 } };
  expect(judged("retail-forecast-option-b", same, same)).toEqual([]);
});

test("each stream of a route for clients is known to have comments, or to have none", () => {
  const { withComments, withoutComments } = VLLM_FACTS.streams;
  const both = [...withComments, ...withoutComments];
  expect(both.filter((route) => VLLM_FACTS.routes[route] === undefined)).toEqual([]);
  const page = readFileSync(join(__dirname, "../../../docs/parts/llm.md"), "utf8");
  const [, section = ""] = /## Streams and idle timeouts\n([^]*?)\n## /.exec(page) ?? [];
  const [, commented = "", silent = ""] =
    /A stream of (.*?) gets a comment[^]*?Streams of (.*?) get none/.exec(section) ?? [];
  const named = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, route]) => route);
  expect({ withComments: named(commented), withoutComments: named(silent) }).toEqual({
    withComments,
    withoutComments,
  });
});
