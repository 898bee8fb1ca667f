/** What the pages say that lead into a group, in every language that the extension speaks; that none lacks a sentence is seen by the compiler. */
import type { Tag } from './note-words.ts';

/** By BCP 47 tag. `$1` is put in by `fill`: an address, the group's name, or the code. */
const WORDS = {
  en: {
    endpoint: 'This is a Commonplace endpoint: it keeps the notes of groups who read together on the web.',
    start:
      'To join a group, install the Commonplace extension in your browser and ask one of the group’s members for an invitation.',
    address: 'The address of this endpoint: $1',
    join: 'Join $1',
    invited: 'You are invited to “$1”',
    about:
      'This group reads together: its members see each other’s highlights, questions and answers in the margin of the page.',
    install: 'Install the Commonplace extension in your browser.',
    paste: 'Open it by its button beside the address bar, and paste this link under “Join with an invitation”:',
    code: 'Where it knows this endpoint already, the code is enough: $1',
    seen: 'What you write in the group is seen by its members only.',
    over: 'This invitation is not valid, or no longer',
    overWhy:
      'The group may have ended it and made a new one, or a letter got lost on the way. Ask whoever gave it to you for a new invitation.',
  },
  ar: {
    endpoint: 'هذا خادم Commonplace: يحفظ ملاحظات مجموعات تقرأ معًا على الويب.',
    start: 'للانضمام إلى مجموعة، يُرجى تثبيت إضافة Commonplace في المتصفح وطلب دعوة من أحد أعضاء المجموعة.',
    address: 'عنوان هذا الخادم: $1',
    join: 'الانضمام إلى $1',
    invited: 'دعوة إلى «$1»',
    about: 'هذه المجموعة تقرأ معًا: يرى أعضاؤها ما أبرزه الآخرون وأسئلتهم وإجاباتهم في هامش الصفحة.',
    install: 'تثبيت إضافة Commonplace في المتصفح.',
    paste: 'فتحها من زرها بجانب شريط العنوان، ولصق هذا الرابط تحت «الانضمام بدعوة»:',
    code: 'إذا كانت الإضافة تعرف هذا الخادم من قبل، فالرمز وحده يكفي: $1',
    seen: 'ما يُكتب في المجموعة لا يراه إلا أعضاؤها.',
    over: 'هذه الدعوة غير صالحة، أو لم تعد صالحة',
    overWhy: 'ربما أنهتها المجموعة وأنشأت دعوة جديدة، أو ضاع حرف في الطريق. يُرجى طلب دعوة جديدة ممن أرسلها.',
  },
  de: {
    endpoint: 'Dies ist ein Commonplace-Server: Er bewahrt die Notizen von Gruppen auf, die gemeinsam im Web lesen.',
    start:
      'Um einer Gruppe beizutreten, installiere die Erweiterung Commonplace in deinem Browser und bitte ein Mitglied der Gruppe um eine Einladung.',
    address: 'Die Adresse dieses Servers: $1',
    join: 'Beitreten: $1',
    invited: 'Du bist zu „$1“ eingeladen',
    about:
      'Diese Gruppe liest gemeinsam: Ihre Mitglieder sehen die Markierungen, Fragen und Antworten der anderen am Rand der Seite.',
    install: 'Installiere die Erweiterung Commonplace in deinem Browser.',
    paste:
      'Öffne sie über ihre Schaltfläche neben der Adressleiste und füge diesen Link unter „Mit einer Einladung beitreten“ ein:',
    code: 'Kennt sie diesen Server schon, genügt der Code: $1',
    seen: 'Was du in der Gruppe schreibst, sehen nur ihre Mitglieder.',
    over: 'Diese Einladung gilt nicht, oder nicht mehr',
    overWhy:
      'Vielleicht hat die Gruppe sie beendet und eine neue gemacht, oder ein Buchstabe ging unterwegs verloren. Bitte um eine neue Einladung, wo du diese bekommen hast.',
  },
  es: {
    endpoint: 'Este es un servidor de Commonplace: guarda las notas de grupos que leen en compañía en la web.',
    start:
      'Para unirte a un grupo, instala la extensión Commonplace en tu navegador y pide una invitación a alguien del grupo.',
    address: 'La dirección de este servidor: $1',
    join: 'Unirse a $1',
    invited: 'Tienes una invitación a «$1»',
    about:
      'Este grupo lee en compañía: quienes participan ven los resaltados, las preguntas y las respuestas de los demás en el margen de la página.',
    install: 'Instala la extensión Commonplace en tu navegador.',
    paste: 'Ábrela con su botón junto a la barra de direcciones y pega este enlace en «Únete con una invitación»:',
    code: 'Si ya conoce este servidor, basta el código: $1',
    seen: 'Lo que escribas en el grupo solo lo ven sus miembros.',
    over: 'Esta invitación no es válida, o ya no lo es',
    overWhy:
      'Quizá el grupo la anuló e hizo una nueva, o se perdió una letra por el camino. Pide una nueva invitación a quien te la dio.',
  },
  fr: {
    endpoint: 'Ceci est un serveur Commonplace : il garde les notes de groupes qui lisent ensemble sur le web.',
    start:
      'Pour rejoindre un groupe, installez l’extension Commonplace dans votre navigateur et demandez une invitation à un membre du groupe.',
    address: 'L’adresse de ce serveur : $1',
    join: 'Rejoindre $1',
    invited: 'Vous avez une invitation à « $1 »',
    about:
      'Ce groupe lit ensemble : ses membres voient les surlignages, les questions et les réponses des autres dans la marge de la page.',
    install: 'Installez l’extension Commonplace dans votre navigateur.',
    paste:
      'Ouvrez-la par son bouton à côté de la barre d’adresse et collez ce lien sous « Rejoindre avec une invitation » :',
    code: 'Si elle connaît déjà ce serveur, le code suffit : $1',
    seen: 'Ce que vous écrivez dans le groupe n’est vu que de ses membres.',
    over: 'Cette invitation n’est pas valable, ou ne l’est plus',
    overWhy:
      'Le groupe l’a peut-être annulée et en a fait une nouvelle, ou une lettre s’est perdue en route. Demandez une nouvelle invitation à la personne qui vous l’a donnée.',
  },
  hi: {
    endpoint: 'यह Commonplace का सर्वर है: यह वेब पर साथ पढ़ने वाले समूहों के नोट रखता है।',
    start: 'किसी समूह से जुड़ने के लिए अपने ब्राउज़र में Commonplace एक्सटेंशन लगाएँ, और समूह के किसी सदस्य से आमंत्रण माँगें।',
    address: 'इस सर्वर का पता: $1',
    join: '$1 से जुड़ें',
    invited: '“$1” के लिए आपको आमंत्रण मिला है',
    about: 'यह समूह साथ पढ़ता है: इसके सदस्य पेज के हाशिये में एक-दूसरे के हाइलाइट, सवाल और जवाब देखते हैं।',
    install: 'अपने ब्राउज़र में Commonplace एक्सटेंशन लगाएँ।',
    paste: 'पता-पट्टी के पास उसके बटन से उसे खोलें, और “आमंत्रण से जुड़ें” के नीचे यह लिंक चिपकाएँ:',
    code: 'अगर एक्सटेंशन इस सर्वर को पहले से जानता है, तो कोड काफ़ी है: $1',
    seen: 'समूह में आप जो लिखते हैं, उसे केवल उसके सदस्य देखते हैं।',
    over: 'यह आमंत्रण मान्य नहीं है, या अब नहीं रहा',
    overWhy:
      'हो सकता है कि समूह ने इसे समाप्त करके नया बनाया हो, या रास्ते में कोई अक्षर छूट गया हो। जिसने यह दिया, उससे नया आमंत्रण माँगें।',
  },
  'pt-BR': {
    endpoint: 'Este é um servidor do Commonplace: ele guarda as notas de grupos que leem juntos na web.',
    start:
      'Para participar de um grupo, instale a extensão Commonplace no navegador e peça um convite a alguém do grupo.',
    address: 'O endereço deste servidor: $1',
    join: 'Participar de $1',
    invited: 'Você recebeu um convite para “$1”',
    about:
      'Este grupo lê junto: quem participa vê os destaques, as perguntas e as respostas uns dos outros na margem da página.',
    install: 'Instale a extensão Commonplace no navegador.',
    paste: 'Abra-a pelo botão ao lado da barra de endereços e cole este link em “Participar com um convite”:',
    code: 'Se ela já conhece este servidor, basta o código: $1',
    seen: 'O que você escreve no grupo só é visto por quem participa dele.',
    over: 'Este convite não é válido, ou não é mais',
    overWhy:
      'Talvez o grupo o tenha encerrado e feito um novo, ou uma letra se perdeu no caminho. Peça um novo convite a quem o deu a você.',
  },
  'zh-CN': {
    endpoint: '这是一个 Commonplace 服务器：它保存在网上一起阅读的小组的笔记。',
    start: '要加入小组，请在浏览器中安装 Commonplace 扩展，并向小组成员索要邀请。',
    address: '此服务器的地址：$1',
    join: '加入 $1',
    invited: '邀请你加入“$1”',
    about: '这个小组一起阅读：成员可以在页面的页边栏看到彼此的高亮、问题和回答。',
    install: '在浏览器中安装 Commonplace 扩展。',
    paste: '用地址栏旁边的按钮打开扩展，在“凭邀请加入”下粘贴这个链接：',
    code: '如果扩展已经知道此服务器，输入代码即可：$1',
    seen: '你在小组里写的内容只有成员能看到。',
    over: '此邀请无效，或已失效',
    overWhy: '小组可能已停用它并创建了新的邀请，或者途中漏了一个字母。请向给你邀请的人要一个新的。',
  },
} as const;

export type PageWords = Readonly<Record<keyof (typeof WORDS)['en'], string>>;
export const PAGE_WORDS: Readonly<Record<Tag, PageWords>> = WORDS;
