import type en from "../en/auth";
import type { Translation } from "../ids";

export default {
  "signIn.title": "أهلًا بعودتك",
  "signIn.lead": "سجّل الدخول لتجد اجتماعاتك من جديد.",
  "signIn.submit": "تسجيل الدخول",
  "signIn.noAccount": "أول مرة هنا؟",
  "signIn.toSignUp": "إنشاء حساب",
  "signIn.wrong": "اسم المستخدم أو كلمة المرور غير صحيحة.",
  "signIn.comeBack": "سجّل الدخول وسنعيدك إلى حيث كنت ذاهبًا.",
  "signUp.title": "إنشاء حساب",
  "signUp.lead": "لتجد اجتماعاتك من جديد: من كان هناك وما كُتب.",
  "signUp.submit": "إنشاء حسابي",
  "signUp.hasAccount": "لديك حساب؟",
  "signUp.toSignIn": "تسجيل الدخول",
  "auth.name": "اسمك",
  "auth.nameHint": "هكذا يراك الآخرون في الاجتماع.",
  "auth.username": "اسم المستخدم",
  "auth.usernameHint": "من 3 إلى 64 حرفًا. تستخدمه أنت وحدك لتسجيل الدخول.",
  "auth.password": "كلمة المرور",
  "auth.passwordHint": "8 أحرف أو أكثر. بضع كلمات متتالية تكفي.",
  "auth.nameMissing": "أخبرنا بماذا نناديك.",
  "auth.nameTooLong": "الاسم 64 حرفًا على الأكثر.",
  "auth.usernameMissing": "اكتب اسم المستخدم.",
  "auth.usernameLength": "اسم المستخدم من 3 إلى 64 حرفًا.",
  "auth.usernameTaken": "اسم المستخدم هذا محجوز. جرّب غيره.",
  "auth.passwordMissing": "اكتب كلمة المرور.",
  "auth.passwordShort":
    "{count, plural, zero {الطول كافٍ} one {حرف واحد آخر وتصبح كافية} two {حرفان آخران وتصبح كافية} few {# أحرف أخرى وتصبح كافية} many {# حرفًا آخر وتصبح كافية} other {# حرف آخر وتصبح كافية}}.",
  "auth.passwordLong": "كلمة المرور 256 حرفًا على الأكثر.",
  "auth.passwordEnough": "طولها كافٍ",
  "auth.wait":
    "محاولات كثيرة. يمكنك المحاولة مجددًا {seconds, plural, zero {الآن} one {بعد ثانية} two {بعد ثانيتين} few {بعد # ثوانٍ} many {بعد # ثانية} other {بعد # ثانية}}.",
  "auth.signedOutElsewhere": "سجّلت الخروج في علامة تبويب أخرى.",
  "auth.signedOut": "تم تسجيل الخروج. نراك قريبًا.",
  "auth.welcome": "سعداء بوجودك هنا يا {name}.",
} satisfies Translation<typeof en>;
