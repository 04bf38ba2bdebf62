import { type Editable } from "../../../support/altered";
import { policy } from "../findings";
import { type Case, ML, type OpeningCase } from "./case";

const NAME = "ml_inference_api";
const ADDRESS = `kubernetes_network_policy_v1.${NAME}`;

const opens = (
  what: string,
  direction: "ingress" | "egress",
  rule: Editable,
  words: RegExp,
): OpeningCase => ({
  what,
  environment: ML,
  edit: ({ models }) => {
    const spec = policy(models, NAME);
    spec[direction] = [spec[direction] as Editable, rule].flat();
  },
  address: ADDRESS,
  words,
});

const range = (cidr: string, except: readonly string[] = []): Editable => ({
  ip_block: { cidr, ...(except.length > 0 ? { except } : {}) },
});
const HTTPS = [{ port: "443", protocol: "TCP" }];

export const POLICIES_THAT_OPEN: readonly OpeningCase[] = [
  opens("pods to 10.0.0.0/8", "egress", { to: [range("10.0.0.0/8")] }, /10\.0\.0\.0\/8/),
  opens(
    "pods to anywhere on SSH",
    "egress",
    { to: [range("0.0.0.0/0")], ports: [{ port: "22", protocol: "TCP" }] },
    /22/,
  ),
  opens("pods to IPv6", "egress", { to: [range("::/0")], ports: HTTPS }, /::\/0/),
  opens("pods to all but a part", "egress", { to: [range("0.0.0.0/0", ["192.0.2.0/24"])] }, /0\.0\.0\.0\/0/),
  opens("every egress", "egress", {}, /egress/),
  opens("every ingress", "ingress", {}, /ingress/),
  opens("another network to pods", "ingress", { from: [range("10.99.0.0/16")] }, /10\.99\.0\.0\/16/),
  opens(
    "every pod of every namespace",
    "ingress",
    { from: [{ namespace_selector: {}, pod_selector: {} }] },
    /ingress/,
  ),
  opens(
    "a range of ports",
    "ingress",
    { from: [range("10.99.0.0/16")], ports: [{ port: "1024", end_port: 65535, protocol: "TCP" }] },
    /1024/,
  ),
];

export const POLICIES_THAT_FIT: readonly Case[] = [
  {
    what: "ranges with an exception that no connection needs",
    environment: ML,
    edit: ({ models }) => {
      const rules = [policy(models, NAME)["egress"] as Editable[]].flat();
      for (const block of rules.flatMap(({ to }) => [(to ?? []) as Editable[]].flat())) {
        const { ip_block: ranges } = block;
        if (ranges) for (const each of [ranges as Editable[]].flat()) each["except"] = ["169.254.169.254/32"];
      }
    },
  },
  {
    what: "a policy that allows nothing",
    environment: ML,
    edit: ({ models }) => {
      const policies = models["resource"]["kubernetes_network_policy_v1"] as Editable;
      const { metadata, spec } = policies[NAME] as { metadata: Editable; spec: Editable };
      policies["own"] = {
        metadata: { ...metadata, name: "own" },
        spec: { pod_selector: spec["pod_selector"] as unknown, policy_types: ["Ingress", "Egress"] },
      };
    },
  },
];
