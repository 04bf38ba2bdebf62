import { component } from "../../platform/contract";
import { alertRulesOf } from "./rules";
import { type AlertSettings, settings } from "./settings";

/** Alert rules, their way to a person, and alarms on what Prometheus does not see. */
export const alerts = component<AlertSettings>({
  id: "alerts",
  title: "Alerts",
  settings,
  rules: alertRulesOf,
  requires: ["service-monitors"],
  needs: () => ({
    services: [
      { service: "sns", why: "publishes alerts" },
      { service: "sts", why: "assumes the role that publishes alerts" },
    ],
  }),
});
