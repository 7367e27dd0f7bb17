import { DBOS } from '@dbos-inc/dbos-sdk';

const MAILER = process.env.MAILER_URL ?? 'http://localhost:4004';
const HOUR = 3_600_000;

/** Mails that are sent some time after something happened in the shop. */
export class Reminders {
  @DBOS.workflow()
  static async cartLeft(cartId: string): Promise<void> {
    await Reminders.mail('cart-left', cartId);
  }

  @DBOS.workflow()
  static async survey(orderId: string): Promise<void> {
    await DBOS.sleep(24 * HOUR);
    await Reminders.mail('survey', orderId);
  }

  @DBOS.step()
  static async mail(template: string, about: string): Promise<void> {
    await fetch(`${MAILER}/mails`, { method: 'POST', body: JSON.stringify({ template, about, sentAt: new Date() }) });
  }

  /** The customer closed the page with something in the cart. */
  static async customerLeft(cartId: string): Promise<void> {
    DBOS.logger.info(`cart ${cartId} was left`);
    setTimeout(() => DBOS.startWorkflow(Reminders).cartLeft(cartId), HOUR); // planted: no-thread-start
  }

  /** The customer said "later": the delay is kept in the queue, so a restart does not lose it. */
  static async customerPostponed(cartId: string): Promise<void> {
    const enqueueOptions = { delaySeconds: HOUR / 1000 };
    await DBOS.startWorkflow(Reminders, { queueName: 'reminders', enqueueOptions }).cartLeft(cartId);
  }

  /** The parcel was delivered; the answer to the carrier does not wait for the survey. */
  static async delivered(orderId: string): Promise<void> {
    setImmediate(() => Reminders.survey(orderId)); // planted: no-thread-start
  }

  /** The customer fetched the parcel at the shop. */
  static async collected(orderId: string): Promise<void> {
    await DBOS.startWorkflow(Reminders).survey(orderId);
  }
}
