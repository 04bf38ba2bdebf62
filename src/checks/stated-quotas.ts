import { QUOTAS, type QuotaName, type StatedQuotas } from "../catalog/quotas";
import { type SettingRecord } from "../terraform-json/environment-record";

/** Account quotas among the recorded values of an environment. */
export const statedQuotas = (settings: readonly SettingRecord[]): StatedQuotas =>
  Object.fromEntries(
    settings.flatMap(({ path: [section, name = ""], value }) =>
      section === "quotas" && isQuota(name) && typeof value === "number" ? [[name, value]] : [],
    ),
  );

const isQuota = (name: string | number): name is QuotaName => Object.hasOwn(QUOTAS, name);
