import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const path = (name: string, service = "api") => ({
  path: name,
  backend: { service: { name: service, port: { number: 80 } } },
});
const rule = (host: string, ...paths: JsonObject[]) => ({ host, http: { path: paths } });
const ingress = (scheme: string, ...rules: JsonObject[]) => ({
  "kubernetes_ingress_v1.api": {
    metadata: {
      name: "api",
      namespace: "models",
      annotations: { "alb.ingress.kubernetes.io/scheme": scheme },
    },
    spec: { ingress_class_name: "alb", rule: rules },
  },
});
const inside = (...rules: JsonObject[]) => ingress("internal", ...rules);
const HOST = "api.example.com";
const ONE = inside(rule(HOST, path("/a")));
const BOTH = inside(rule(HOST, path("/a"), path("/b", "b")));

const topic = "Paths of clients";

const LLM = { layer: "models", topic } as const;
const serving = (...modules: readonly string[]) => ({
  "kubernetes_deployment_v1.chat": {
    metadata: { name: "chat", namespace: "models" },
    spec: {
      template: {
        spec: {
          container: [
            {
              name: "chat",
              image: "registry.example.com/vllm-openai:v0.33.0",
              args: [
                "/mnt/weights",
                "--served-model-name=chat",
                ...(modules.length > 0 ? ["--enable-lora", "--lora-modules", ...modules] : []),
              ],
            },
          ],
        },
      },
    },
  },
});
const SQL = "sql=/mnt/weights/adapters/sql/";

/** Addresses that clients call. */
export const CLIENT_PATH_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "platform",
    before: inside(rule(HOST, path("/"))),
    after: inside(rule("ui.example.com", path("/"))),
    topic,
    lines: [
      "attention, outage: clients of api.example.com/ get 404 after the apply; before, add the redirect URI of the new host at the provider, and its record",
      "info: new path ui.example.com/, which is served under another host already",
    ],
  },
  {
    ...LLM,
    before: serving(SQL, "support=/mnt/weights/adapters/support/"),
    after: serving(SQL),
    lines: [
      "attention, outage: clients that ask deployment chat for support get 404 after the apply; move the clients first",
    ],
  },
  {
    ...LLM,
    before: serving(),
    after: serving(SQL),
    lines: ["info: deployment chat also answers to sql"],
  },
  {
    layer: "models",
    before: BOTH,
    after: ONE,
    topic,
    lines: [
      "attention, outage: clients of api.example.com/b get 404 after the apply; no model serves them any more; move the clients first",
    ],
  },
  {
    layer: "models",
    before: ONE,
    after: inside(rule(HOST, path("/v2"))),
    topic,
    lines: [
      "attention, outage: clients of api.example.com/a get 404 after the apply; list the old path beside the new one, move the clients, then remove it",
      "info: new path api.example.com/v2, inside of the network",
    ],
  },
  {
    layer: "models",
    before: ONE,
    after: inside(rule("new.example.com", path("/a"))),
    topic,
    lines: [
      "attention, outage: clients of api.example.com/a get 404 after the apply; list the old host in entry.alsoHosts, move the clients, then remove it",
      "info: new path new.example.com/a, which is served under another host already",
    ],
  },
  {
    layer: "models",
    before: ONE,
    after: inside(rule(HOST, path("/a")), rule("new.example.com", path("/a"))),
    topic,
    lines: ["info: new path new.example.com/a, which is served under another host already"],
  },
  {
    layer: "models",
    before: ONE,
    after: BOTH,
    topic,
    lines: ["info: new path api.example.com/b, inside of the network"],
  },
  {
    layer: "models",
    before: ingress("internet-facing", rule(HOST, path("/a"))),
    after: ingress("internet-facing", rule(HOST, path("/a"), path("/b", "b"))),
    topic,
    lines: ["attention, open to everyone: opened: the internet → api.example.com/b (new path)"],
  },
  {
    layer: "models",
    before: ONE,
    after: inside(rule(HOST, path("/a", "b"))),
    topic,
    lines: ["attention: requests of api.example.com/a go to service b, not to api"],
  },
];
