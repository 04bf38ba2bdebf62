/** Hours of an average month in AWS prices: 8,760 hours of a year divided by 12. A 30-day month has 720 hours. */
export const HOURS_A_MONTH = 730;

/** Hours of a month of 31 days, the longest billing period. */
export const HOURS_OF_THE_LONGEST_MONTH = 744;
