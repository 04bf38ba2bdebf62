import { isAdmitted } from "../../real/kubernetes/harness/admitted";
import { type Json, type JsonObject } from "../../../src/terraform/stack-json";

const pod: JsonObject = {
  metadata: { namespace: "models", labels: { app: "api", tier: "models" } },
  spec: { containers: [{ ports: [{ name: "http", containerPort: 8080 }] }] },
};

const policy = (
  podSelector: JsonObject,
  ports?: readonly JsonObject[],
  namespace = "models",
): JsonObject => ({
  metadata: { namespace },
  spec: {
    podSelector,
    policyTypes: ["Ingress"],
    ...(ports ? { ingress: [{ ports }] } : {}),
  },
});

const DENY = policy({});
const API = { matchLabels: { app: "api" } };
const tcp = (port: Json): JsonObject => ({ protocol: "TCP", port });

test.each<[string, boolean, JsonObject[]]>([
  ["no policy", true, []],
  ["a policy of another namespace", true, [policy({}, undefined, "other")]],
  ["a policy without rules", false, [DENY]],
  ["a policy with the number of the port", true, [DENY, policy(API, [tcp(8080)])]],
  ["a policy with another number", false, [DENY, policy(API, [tcp(9090)])]],
  ["a policy with the name of the port", true, [DENY, policy(API, [tcp("http")])]],
  ["a policy with another name", false, [DENY, policy(API, [tcp("metrics")])]],
  ["a policy without ports", true, [DENY, policy(API, [])]],
  ["a policy with UDP", false, [DENY, policy(API, [{ protocol: "UDP", port: 8080 }])]],
  ["a policy that selects other pods", false, [DENY, policy({ matchLabels: { app: "b" } }, [tcp(8080)])]],
  [
    "a policy that selects only a part of the labels",
    false,
    [DENY, policy({ matchLabels: { app: "api", tier: "b" } }, [tcp(8080)])],
  ],
])("%s admits a port: %s", (_, expected, policies) => {
  expect(isAdmitted(policies, pod, 8080)).toBe(expected);
});

test("a rule that is not supported is an error, not a guess", () => {
  expect(() => isAdmitted([policy({ matchExpressions: [] })], pod, 8080)).toThrow(/matchExpressions/);
  const range = { protocol: "TCP", port: 8000, endPort: 9000 };
  expect(() => isAdmitted([policy(API, [range])], pod, 8080)).toThrow(/endPort/);
});
