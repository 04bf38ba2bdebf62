/** A finding in the report of `npx private-eks-inference check --json`. */
interface ReportedFinding {
  readonly waiver?: object;
}

/**
 * A finding without its words, in which that of a module names variables, and with a waiver that a module need not use. Its id follows from
 * the message in words of the environment's file.
 */
export const withoutWords = ({ waiver, ...found }: ReportedFinding): object => ({
  ...found,
  message: undefined,
  fix: undefined,
  waiver: waiver && { ...waiver, inherited: undefined },
});
