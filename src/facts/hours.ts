/** Hours of a month. */
export const HOURS = {
  /** Average month in AWS prices: 8,760 hours of a year divided by 12. A 30-day month has 720 hours. */
  ofMonth: 730,
  /** A month of 31 days, the longest billing period. */
  ofLongestMonth: 744,
} as const;
