import { startTestCluster } from '../../dist/test/support/test-cluster.js';

export default async function setUp() {
  globalThis.socialTest = await startTestCluster();
}
