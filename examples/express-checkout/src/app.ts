import { DBOS } from '@dbos-inc/dbos-sdk';
import express, { type Express } from 'express';

import { CheckoutService } from './checkout/checkout-service';
import { cartFrom, type Approval } from './checkout/types';
import { Reminders } from './fulfilment/reminders';

/** The shop's HTTP interface. */
export function createApp(): Express {
  const app = express();
  app.use(express.json());

  app.use('/internal', async (_request, _response, next) => {
    // The platform probes a cold instance before anybody else does.
    if (!DBOS.isInitialized()) await DBOS.launch(); // planted: config-in-main
    next();
  });

  app.get('/internal/health', (_request, response) => {
    response.json({ ready: DBOS.isInitialized(), at: Date.now() });
  });

  app.post('/checkout', async (request, response) => {
    const cart = cartFrom(request.body);
    const { workflowID } = await DBOS.startWorkflow(CheckoutService, { workflowID: `cart-${cart.id}` }).checkout(cart);
    response.status(202).json({ checkout: workflowID });
  });

  app.post('/kiosk/checkout', async (request, response) => {
    const cart = cartFrom(request.body);
    setImmediate(() => CheckoutService.checkout(cart)); // planted: no-thread-start, via checkout/checkout-service.ts
    response.sendStatus(202);
  });

  app.get('/checkout/:id/stage', async (request, response) => {
    const stage = await DBOS.getEvent(request.params.id, 'stage', { timeoutSeconds: 5 });
    if (stage === null) response.sendStatus(404);
    else response.json(stage);
  });

  app.post('/checkout/:id/approval', async (request, response) => {
    const { clerk, approved } = request.body as Approval;
    await DBOS.send(request.params.id, { clerk, approved }, 'approval');
    response.sendStatus(204);
  });

  app.post('/carts/:id/leave', async (request, response) => {
    await Reminders.customerLeft(request.params.id);
    response.sendStatus(204);
  });

  app.post('/carts/:id/later', async (request, response) => {
    await Reminders.customerPostponed(request.params.id);
    response.sendStatus(204);
  });

  app.post('/parcels/:order/delivered', async (request, response) => {
    await Reminders.delivered(request.params.order);
    response.sendStatus(204);
  });

  app.post('/parcels/:order/collected', async (request, response) => {
    await Reminders.collected(request.params.order);
    response.sendStatus(204);
  });

  return app;
}
