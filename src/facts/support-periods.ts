/** Last days of the two periods in which AWS supports a version. */
export interface SupportPeriods {
  /** Last day of standard support, ISO date. */
  readonly standardSupportEnds: string;
  /** Last day of extended support, which costs more, ISO date. */
  readonly extendedSupportEnds: string;
}
