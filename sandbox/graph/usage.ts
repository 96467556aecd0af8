/** https://developers.facebook.com/docs/graph-api/overview/rate-limiting */
export function appUsageHeader(percent: number): string {
  return `{"call_count":${percent},"total_time":${Math.ceil(percent / 4)},"total_cputime":${Math.ceil(percent / 4)}}`;
}

/** @param minutes until access comes back; 0 while it is not lost. */
export function businessUsageHeader(
  accountId: string,
  platform: string,
  percent: number,
  minutes: number,
): string {
  const type = platform === 'INSTAGRAM' ? 'instagram' : 'pages';
  const quarter = Math.ceil(percent / 4);
  return `{"${accountId}":[{"type":"${type}","call_count":${percent},"total_cputime":${quarter},"total_time":${quarter},"estimated_time_to_regain_access":${minutes}}]}`;
}
