import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Metric } from 'prom-client';
import { request } from 'undici';
import { parse, parseAllDocuments, type Document } from 'yaml';
import { Env } from '../../src/config/env.dto.ts';
import { Metrics } from '../../src/http/metrics.ts';
import { TestApp } from '../support/test-app.ts';

interface Container {
  name: string;
  command?: string[];
  env?: { name: string; value: string }[];
  envFrom: ({ configMapRef: { name: string } } | { secretRef: { name: string } })[];
  ports?: { name: string; containerPort: number }[];
  resources: { requests?: object; limits?: { memory?: string } };
  securityContext: Record<string, unknown>;
  [probe: `${string}Probe`]: { httpGet: { path: string; port: string } };
}

interface Manifest {
  kind: string;
  metadata: { name: string };
  data?: Record<string, string>;
  stringData?: Record<string, string>;
  spec: {
    template: { spec: { containers: Container[]; terminationGracePeriodSeconds: number } };
    selector: { matchLabels: Record<string, string> } & Record<string, string>;
    scaleTargetRef: { name: string };
    triggers: { metadata: { query: string } }[];
    podMetricsEndpoints: { path: string; port: string }[];
    rules: {
      http: { paths: { path: string; pathType: string; backend: { service: { name: string } } }[] };
    }[];
  };
}

interface Compose {
  services: Record<
    string,
    {
      command?: string[];
      environment: Record<string, string>;
      depends_on?: object;
      stop_grace_period?: string;
    }
  >;
  volumes: Record<string, unknown>;
}

const deploy = join(import.meta.dirname, '..', '..', 'deploy');
const settings = Object.keys(new Env());
/** What PromQL itself is made of, and labels that Prometheus adds. */
const ownLabels = ['instance', 'le'];

describe('The files for operating', () => {
  let app: TestApp;
  let manifests: Manifest[];
  let shown: Set<string>;

  beforeAll(async () => {
    app = await TestApp.start();
    const folder = join(deploy, 'kubernetes');
    const texts = await Promise.all(
      (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
    );
    manifests = texts.flatMap((text) => parseAllDocuments(text).map(manifestOf));
    const { body } = await request(`${app.url}/metrics`);
    shown = new Set([...(await body.text()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!));
  });

  afterAll(async () => {
    await app.close();
  });

  const queries = async (): Promise<string[]> => {
    const { groups } = parse(await readFile(join(deploy, 'prometheus', 'alerts.yml'), 'utf8')) as {
      groups: { rules: { alert: string; expr: string }[] }[];
    };
    const { panels } = JSON.parse(await readFile(join(deploy, 'grafana', 'dashboard.json'), 'utf8')) as {
      panels: { targets: { expr: string }[] }[];
    };
    return [
      ...groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
      ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
      ...ofKind('ScaledObject').flatMap(({ spec }) => spec.triggers.map(({ metadata }) => metadata.query)),
    ];
  };
  const ofKind = (kind: string) => manifests.filter((manifest) => manifest.kind === kind);
  const workloads = () => [...ofKind('Deployment'), ...ofKind('Job')];
  const containers = () => workloads().flatMap(({ spec }) => spec.template.spec.containers);
  const isRoute = (path: string) => app.routes.some(({ method, url }) => method === 'GET' && url === path);

  it('ask only for metrics that the service shows', async () => {
    const names = (await queries()).flatMap((query) => namesIn(query));

    const unknown = names.filter(
      (name) => !shown.has(name.replace(/_(bucket|count|sum)$/, '')) && !shown.has(name),
    );

    expect([...new Set(unknown)]).toEqual([]);
    expect(new Set(names).size).toBeGreaterThan(20);
    expect(names.filter((name) => name.startsWith('social_')).length).toBeGreaterThan(30);
  });

  it('ask only for labels that their metrics have', async () => {
    const { registry } = app.nest.get(Metrics);
    const wrong = (await queries()).flatMap((query) => {
      const metrics = namesIn(query).map((name) => name.replace(/_(bucket|count|sum)$/, ''));
      const known = metrics.flatMap((name) => labelsOf(registry.getSingleMetric(name)));
      return labelsIn(query).filter((label) => !known.includes(label) && !ownLabels.includes(label));
    });

    expect(wrong).toEqual([]);
    expect((await queries()).flatMap(labelsIn)).toEqual(expect.arrayContaining(['platform', 'job_name']));
  });

  it('have no metric with a label for a tenant, a connection or a post', () => {
    const { registry } = app.nest.get(Metrics);
    const labels = registry
      .getMetricsAsArray()
      .flatMap(({ name }) => labelsOf(registry.getSingleMetric(name)));

    expect(
      labels.filter((label) => /tenant|connection|post|account|^id$|^job$|^instance$/.test(label)),
    ).toEqual([]);
    expect(labels.length).toBeGreaterThan(15);
  });

  it('show each metric in the table of docs/operating.md, and nothing else', async () => {
    const text = await readFile(join(deploy, '..', 'docs', 'operating.md'), 'utf8');
    const told = [...text.matchAll(/^\| `(social_\w+)`/gm)].map(([, name]) => name!);

    const ours = [...shown].filter((name) => name.startsWith('social_'));

    expect(told.filter((name) => !ours.includes(name))).toEqual([]);
    expect(ours.filter((name) => !told.includes(name))).toEqual([]);
  });

  it('give the pods settings that exist, from a ConfigMap and a Secret that exist', () => {
    const maps = [...ofKind('ConfigMap'), ...ofKind('Secret')];
    const names = [
      ...maps.flatMap(({ data, stringData }) => Object.keys({ ...data, ...stringData })),
      ...containers().flatMap(({ env = [] }) => env.map(({ name }) => name)),
    ];
    const sources = containers().flatMap(({ envFrom }) =>
      envFrom.map((from) => ('secretRef' in from ? from.secretRef.name : from.configMapRef.name)),
    );

    expect(names.filter((name) => !settings.includes(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(15);
    expect(new Set(sources)).toEqual(new Set(maps.map(({ metadata }) => metadata.name)));
  });

  it('probe addresses that answer, on the port of the service', () => {
    const probed = containers().flatMap((container) =>
      Object.entries(container)
        .filter(([name]) => name.endsWith('Probe'))
        .map(([, probe]) => ({ ...(probe as Container['startupProbe'])!.httpGet, ports: container.ports })),
    );
    const scraped = ofKind('PodMonitor').flatMap(({ spec }) => spec.podMetricsEndpoints);

    expect(probed.map(({ path }) => path).filter((path) => !isRoute(path))).toEqual([]);
    expect(probed.filter(({ port, ports }) => !ports?.some(({ name }) => name === port))).toEqual([]);
    expect(probed).toHaveLength(6);
    expect(scraped.map(({ path }) => [path, isRoute(path)])).toEqual([['/metrics', true]]);
  });

  it('run the three parts of the service, each bounded and without rights it does not need', async () => {
    const roles = ofKind('Deployment').map(({ metadata, spec }) => [
      metadata.name,
      spec.template.spec.containers[0]?.env?.find(({ name }) => name === 'SOCIAL_ROLE')?.value,
    ]);
    const entries = await readdir(join(deploy, '..', 'src'));

    expect(roles).toEqual([
      ['social-api', 'api'],
      ['social-worker', 'worker'],
    ]);
    for (const { resources, securityContext } of containers()) {
      expect(resources).toMatchObject({
        requests: expect.any(Object),
        limits: { memory: expect.any(String) },
      });
      expect(securityContext).toMatchObject({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
      });
    }
    expect(ofKind('Job')[0]?.spec.template.spec.containers[0]?.command).toEqual([
      'node',
      'dist/src/migrate.js',
    ]);
    expect(entries).toContain('migrate.ts');
    expect(ofKind('PodDisruptionBudget').map(({ metadata }) => metadata.name)).toEqual([
      'social-api',
      'social-worker',
    ]);
    expect(ofKind('ScaledObject').map(({ spec }) => spec.scaleTargetRef.name)).toEqual(['social-worker']);
  });

  it('give a process that is asked to stop the time it takes for itself', async () => {
    const text = await readFile(join(deploy, '..', 'docker-compose.yml'), 'utf8');
    const { services } = parse(text, { merge: true }) as Compose;
    const needsSeconds = new Env().PLATFORM_TIMEOUT_MS / 1000 + 20;

    const graces = [
      ...ofKind('Deployment').map(({ spec }) => spec.template.spec.terminationGracePeriodSeconds),
      ...['api', 'worker'].map((name) => Number.parseInt(services[name]?.stop_grace_period ?? '0', 10)),
    ];

    expect(graces).toHaveLength(4);
    expect(Math.min(...graces)).toBeGreaterThan(needsSeconds);
  });

  it('lead to the outside only what is meant for it', () => {
    const paths = ofKind('Ingress').flatMap(({ spec }) => spec.rules.flatMap(({ http }) => http.paths));

    const leads = (url: string) =>
      paths.some(({ path, pathType }) =>
        pathType === 'Exact' ? url === path : url === path || url.startsWith(`${path}/`),
      );
    const outside = app.routes.filter(({ url }) => !leads(url)).map(({ url }) => url);

    expect(paths.filter(({ path }) => !app.routes.some(({ url }) => url.startsWith(path)))).toEqual([]);
    expect([...new Set(outside)].sort()).toEqual(['/health/live', '/health/ready', '/metrics']);
    expect(new Set(paths.map(({ backend }) => backend.service.name))).toEqual(
      new Set(ofKind('Service').map(({ metadata }) => metadata.name)),
    );
  });

  it('name one compose file whose services wait for the database and the migration', async () => {
    const text = await readFile(join(deploy, '..', 'docker-compose.yml'), 'utf8');
    const { services, volumes } = parse(text, { merge: true }) as Compose;
    const ours = Object.entries(services).filter(([name]) => name !== 'postgres');

    expect(ours.map(([name]) => name)).toEqual(['migrate', 'api', 'worker']);
    expect(
      ours
        .flatMap(([, { environment }]) => Object.keys(environment))
        .filter((name) => !settings.includes(name)),
    ).toEqual([]);
    expect(Object.keys(services['worker']?.depends_on ?? {})).toEqual(['postgres', 'migrate']);
    expect(services['worker']?.environment['SOCIAL_ROLE']).toBe('worker');
    expect(Object.keys(volumes)).toEqual(['postgres', 'files']);
  });
});

/** Throws what is wrong with the YAML. */
function manifestOf(document: Document): Manifest {
  const [mistake] = document.errors;
  if (mistake) throw mistake;
  return document.toJS() as Manifest;
}

function namesIn(query: string): string[] {
  return [...query.matchAll(/\b(?:social|process|nodejs)_[a-z\d_]+/g)].map(([name]) => name);
}

/** Labels in selectors and behind by and on. */
function labelsIn(query: string): string[] {
  const selected = [...query.matchAll(/\{([^}]*)\}/g)].flatMap(([, inside]) =>
    [...inside!.matchAll(/(\w+)\s*(?:=|!=|=~|!~)\s*"/g)].map(([, label]) => label!),
  );
  const grouped = [...query.matchAll(/\b(?:by|on)\s*\(([^)]*)\)/g)].flatMap(([, list]) =>
    list!.split(',').map((label) => label.trim()),
  );
  return [...selected, ...grouped];
}

function labelsOf(metric: Metric | undefined): string[] {
  return (metric as unknown as { labelNames?: string[] } | undefined)?.labelNames ?? [];
}
