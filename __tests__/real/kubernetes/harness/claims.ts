import { setTimeout as wait } from "node:timers/promises";
import { type JsonObject, asObject } from "../../../../src/terraform/stack-json";
import { type Api } from "./api";

/** The controller of volumes looks at all claims again after 15 s. */
const LIMIT_MS = 20_000;

/**
 * Waits until a claim is bound, as the provider does before the resources that need it.
 *
 * @returns the reason why it is not; undefined for a bound claim
 */
export async function whyNotBound(api: Api, claim: JsonObject): Promise<string | undefined> {
  const path = await api.pathOf(claim);
  const { name, namespace } = asObject(claim["metadata"]);
  const end = Date.now() + LIMIT_MS;
  while (Date.now() < end) {
    if (asObject((await api.send("GET", path))["status"])["phase"] === "Bound") return undefined;
    const failure = (await api.list(`/api/v1/namespaces/${String(namespace)}/events`)).find(
      ({ reason, involvedObject }) =>
        FAILURES.includes(String(reason)) && asObject(involvedObject)["name"] === name,
    );
    if (failure) return String(failure["message"]);
    await wait(50);
  }
  return `claim ${String(name)} is not bound after ${LIMIT_MS / 1000} s`;
}

/** Events of a claim whose volume is of another claim, or unlike the claim. */
const FAILURES = ["FailedBinding", "VolumeMismatch"];
