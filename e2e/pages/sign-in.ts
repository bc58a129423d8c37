// Signing in with an e-mail address and a password, as outside the demonstration.

import { Form } from "./form.ts";

export class SignIn extends Form {
  async signIn(email: string, password: string): Promise<void> {
    await this.open("/sign-in");
    await this.fill({ "E-mail address": email, Password: password });
    await this.press("Sign in");
  }
}
