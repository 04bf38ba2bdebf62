import { QUOTAS, type QuotaName, type StatedQuotas } from "../catalog/quotas";

/** Values of an environment's file that no resource has, for readers of the synthesized stacks. */
export interface Stated {
  /** Quotas of the account. */
  readonly quotas: StatedQuotas;
}

/** An environment that states nothing. */
export const NOTHING_STATED: Stated = { quotas: {} };

/** A value of an environment's file, with its path. */
export interface Value {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** The stated values among all values of an environment. */
export const statedIn = (settings: readonly Value[]): Stated => ({ quotas: statedQuotas(settings) });

const statedQuotas = (settings: readonly Value[]): StatedQuotas =>
  Object.fromEntries(
    settings.flatMap(({ path: [section, name = ""], value }) =>
      section === "quotas" && isQuota(name) && typeof value === "number" ? [[name, value]] : [],
    ),
  );

const isQuota = (name: string | number): name is QuotaName => Object.hasOwn(QUOTAS, name);
