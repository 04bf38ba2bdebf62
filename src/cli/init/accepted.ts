import { CHECKS } from "../../checks/all";
import { isBlocking, runChecks } from "../../checks/run";
import { statedBy } from "../../infrastructure/stated";
import { environmentSettings } from "../../environment/settings";
import { groupByEnvironment } from "../../terraform/environment-plan";
import { emit } from "../../synth/synth";
import { Stage } from "./stage";

/** Errors that a demo asks for, and why they are accepted for a while. */
const OF_A_DEMO: Readonly<Record<string, string>> = {
  "public-entry-waf": "A demo on the internet. Set entry.webAclArn before it serves more than examples.",
  "vllm-calls":
    "The demo has no interface endpoints, so its pods reach addresses of the internet, also those in requests. Remove network.endpoints.interfaces to close them.",
  "policy-peers":
    "The demo has no interface endpoints, so its pods call AWS services at addresses of the internet. Remove network.endpoints.interfaces to close them.",
};

/** Days after which a demo is reviewed. */
const DEMO_DAYS = 180;

const DAY_MS = 86_400_000;

/** Waivers of the errors that a demo asks for, each of one finding of a synth in memory. */
export function demoWaivers(
  environments: string,
  name: string,
  text: string,
  today: string,
): readonly object[] {
  const stage = new Stage(environments, name, text);
  try {
    const { environments: loaded, stacks } = emit(stage.folder, [name]);
    const results = runChecks({
      plans: groupByEnvironment(stacks),
      checks: CHECKS,
      waiversOf: () => [],
      statedOf: statedBy(() => loaded.flatMap(environmentSettings)),
      today,
    });
    const until = new Date(Date.parse(today) + DEMO_DAYS * DAY_MS).toISOString().slice(0, 10);
    return results.filter(isBlocking).flatMap(({ check, address, finding }) => {
      const reason = OF_A_DEMO[check.id];
      return reason === undefined ? [] : [{ check: check.id, address, finding, reason, until }];
    });
  } finally {
    stage.remove();
  }
}
