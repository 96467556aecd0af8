import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { WebhookSendingService } from '../../src/modules/notifications/webhook-sending.service.ts';
import { isWiderThanScreen, phone, seriousIssues } from '../support/browser.ts';
import { startConsoleSuite, type Look } from '../support/console-suite.ts';
import { answerWith, verified, WebhookReceiver } from '../support/webhook-receiver.ts';

interface Endpoint {
  id: string;
  url: string;
  eventTypes: string[];
  description: string | null;
  status: string;
}

describe('the page of webhooks', () => {
  const suite = startConsoleSuite();
  let receiver: WebhookReceiver;

  beforeEach(async () => {
    receiver = await WebhookReceiver.start();
  });

  afterEach(async () => {
    await deliver();
    await receiver.close();
  });

  const deliver = async () => await suite.app.nest.get(WebhookSendingService).deliverDue();
  const endpoints = async () => (await suite.api.get<{ data: Endpoint[] }>('/webhook-endpoints')).body.data;

  const open = async (look?: Look) => await suite.open('/webhooks', look);

  async function givenEndpoint(more: object = {}): Promise<Endpoint> {
    const { status, body } = await suite.api.post<Endpoint>('/webhook-endpoints', {
      url: receiver.url,
      ...more,
    });
    expect(status).toBe(201);
    return body;
  }

  /** Something that has happened, was told of, and was answered as the receiver answers now. */
  async function givenDelivery(): Promise<void> {
    const connection = await suite.given('TWITTER');
    await suite.api.post(`/connections/${connection.id}/deactivate`);
    await deliver();
  }

  async function fillNewEndpoint(page: Page, url: string): Promise<void> {
    await page.getByRole('button', { name: 'Add an endpoint' }).click();
    await page.getByLabel('Address').fill(url);
  }

  it('adds an endpoint: what the service refuses stands at its field, and the secret is shown once', async () => {
    const { page, troubles } = await open();
    await page.getByRole('heading', { name: 'No endpoint yet' }).waitFor();

    await fillNewEndpoint(page, 'ftp://crm.example/hooks');
    await page.keyboard.press('Enter');
    const address = page.getByLabel('Address');
    await page.locator('[aria-invalid="true"]').waitFor();
    const refusal = await page.getByRole('dialog').locator('.error').first().textContent();
    const hasFocus = await address.evaluate((field) => field.matches(':focus'));
    await address.fill(receiver.url);
    await page.getByLabel('Description').fill('Production CRM');
    await page.getByLabel('Only what is chosen here').check();
    await page.getByLabel('Failed post.failed').check();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const secret = await page.getByRole('textbox', { name: 'Secret' }).inputValue();
    await page.getByRole('button', { name: 'I have kept it' }).click();

    await page.getByRole('heading', { name: 'Production CRM' }).waitFor();
    expect(refusal).toMatch(/http/);
    expect([hasFocus, await page.content()]).toEqual([true, expect.not.stringContaining(secret)]);
    expect(await endpoints()).toEqual([
      expect.objectContaining({
        url: receiver.url,
        description: 'Production CRM',
        eventTypes: ['post.failed'],
      }),
    ]);
    await page.getByRole('button', { name: /^Send a test/ }).click();
    await page.getByText('A test is on its way').waitFor();
    await deliver();
    expect(verified(secret, receiver.of('webhook.test')[0]!)).toMatchObject({ type: 'webhook.test' });
    expect(troubles).toEqual([]);
  });

  it('keeps a secret in sight until a person says that it is kept, whatever key is hit by accident', async () => {
    const { page } = await open();
    await fillNewEndpoint(page, receiver.url);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const field = page.getByRole('textbox', { name: 'Secret' });
    const secret = await field.inputValue();

    await page.keyboard.press('Escape');
    await field.focus();
    await page.keyboard.press('Escape');
    await page.mouse.click(3, 3);
    // Two frames: a window that closes is gone by then.
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    const still = (await field.count()) === 1 && (await field.inputValue());
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await field.waitFor({ state: 'detached' });

    expect([secret, still]).toEqual([expect.stringMatching(/^whsec_/), secret]);
  });

  it('asks for a kind of event where only chosen ones are wanted, because none would mean all', async () => {
    const { page } = await open();
    await fillNewEndpoint(page, receiver.url);

    await page.getByLabel('Only what is chosen here').check();
    await page.getByRole('button', { name: 'Add', exact: true }).click();

    await page.getByText('Choose at least one, or everything.').waitFor();
    expect(await endpoints()).toEqual([]);
  });

  it('makes one endpoint although the first answer was lost and the button pressed again', async () => {
    const { page } = await open();
    await page.route('**/webhook-endpoints', async (route) => {
      if (route.request().method() !== 'POST') return await route.continue();
      await route.fetch();
      await route.abort();
    });
    await fillNewEndpoint(page, receiver.url);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('alert').getByText('could not be reached').waitFor();

    await page.unrouteAll();
    await page.getByRole('button', { name: 'Add', exact: true }).click();

    await page.getByRole('textbox', { name: 'Secret' }).waitFor();
    expect(await endpoints()).toHaveLength(1);
  });

  it('tells what came of a test by itself, shows what was sent, and sends it again', async () => {
    const { url } = await givenEndpoint();
    receiver.answer = answerWith(500);
    const { page } = await open();

    await page.getByRole('button', { name: `Send a test: ${url}` }).click();
    const row = page.getByRole('row').filter({ hasText: 'Test' });
    await row.getByText('Waiting').waitFor();
    await deliver();
    await row.getByText('Answer 500').waitFor();
    receiver.answer = answerWith(204);
    await row.getByRole('button', { name: /^Details/ }).click();
    const dialog = page.getByRole('dialog');
    const body = await dialog.getByRole('region', { name: 'What is sent' }).locator('pre').textContent();
    await dialog.getByRole('button', { name: 'Send again' }).click();
    await dialog.getByText('It is sent again.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await deliver();

    await row.getByText('Arrived').waitFor();
    expect(await row.getByText('Answer 204').isVisible()).toBe(true);
    expect(JSON.parse(body ?? '')).toMatchObject({ type: 'webhook.test' });
    const ids = receiver.of('webhook.test').map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  });

  it('says why an endpoint is paused, and sends what waited when it is enabled', async () => {
    const { url } = await givenEndpoint();
    receiver.answer = answerWith(410);
    await givenDelivery();
    receiver.answer = answerWith(204);
    const { page } = await open();

    await page.getByText('Paused', { exact: true }).waitFor();
    await page.getByText('When enabled').first().waitFor();
    await page.getByRole('button', { name: `Enable: ${url}` }).click();
    await page.getByText('Active', { exact: true }).waitFor();
    await deliver();

    await page.getByText('Answer 204').first().waitFor();
  });

  it('shows the deliveries of a result, and leads out of one that there is none of', async () => {
    await givenEndpoint();
    await givenDelivery();
    const { page } = await open();
    await page.getByRole('row').filter({ hasText: 'Arrived' }).first().waitFor();

    await page.getByLabel('Result').selectOption('Given up');
    await page.getByRole('heading', { name: 'No delivery is like this' }).waitFor();
    const search = new URL(page.url()).search;
    await page.getByRole('button', { name: 'Show all deliveries' }).click();

    await page.getByRole('row').filter({ hasText: 'Arrived' }).first().waitFor();
    expect(search).toBe('?status=FAILED');
  });

  it('changes an endpoint, gives it a new secret, and deletes it after asking', async () => {
    const { url } = await givenEndpoint({ eventTypes: ['post.failed'], description: 'Old' });
    const { page } = await open();

    await page.getByRole('button', { name: `Change: ${url}` }).click();
    await page.getByLabel('Description').fill('New');
    await page.getByLabel('Everything, also what later versions add').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'New' }).waitFor();
    const [changed] = await endpoints();
    await page.getByRole('button', { name: `New secret: ${url}` }).click();
    await page.getByRole('button', { name: 'Make a new secret' }).click();
    const secret = await page.getByRole('textbox', { name: 'Secret' }).inputValue();
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByText('The secret of before signs along until').waitFor();
    await page.getByRole('button', { name: `Delete: ${url}` }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'No endpoint yet' }).waitFor();

    expect(changed).toMatchObject({ description: 'New', eventTypes: [] });
    expect(secret).toMatch(/^whsec_/);
    expect(await endpoints()).toEqual([]);
  });

  it('shows the refusal of the service where no field is to blame', async () => {
    for (let number = 1; number <= 20; number += 1) await givenEndpoint({ url: `${receiver.url}/${number}` });
    const { page } = await open();
    await fillNewEndpoint(page, receiver.url);

    await page.getByRole('button', { name: 'Add', exact: true }).click();

    await page.getByRole('alert').getByText('at most 20 webhook endpoints').waitFor();
  });

  it('is closed to whoever is no administrator, and says so', async () => {
    await givenEndpoint();

    const { page, troubles } = await open({ scope: 'social:read social:write' });

    await page.getByRole('heading', { name: 'Webhooks are for administrators' }).waitFor();
    expect(await page.getByRole('button', { name: 'Add an endpoint' }).isDisabled()).toBe(true);
    expect(troubles).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('fits on a phone and is accessible in %s', async (theme) => {
    await givenEndpoint({ description: 'Production CRM', eventTypes: ['connection.inactive'] });
    await givenDelivery();
    const { page } = await open({ viewport: phone, theme });
    await page.getByRole('table').waitFor();

    const issues = await seriousIssues(page);
    await fillNewEndpoint(page, receiver.url);
    await page.getByLabel('Only what is chosen here').check();

    expect([...issues, ...(await seriousIssues(page))]).toEqual([]);
    expect(await isWiderThanScreen(page)).toBe(false);
  });
});
